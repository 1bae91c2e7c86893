"""How our forms are laid out by crispy: the `<form>` and the buttons stand in the template."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Layout
from crispy_forms.utils import TEMPLATE_PACK


def bare_helper(*parts) -> FormHelper:
    """A helper for a form inside a `<form>` of the page; hidden fields are added by themselves."""
    helper = FormHelper()
    helper.form_tag = False
    helper.disable_csrf = True
    helper.render_hidden_fields = True
    helper.layout = Layout(*parts)
    return helper


class InlineChoices(Field):
    """Choices beside each other where there is room, in our own field template."""

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        kwargs["extra_context"] = {**(kwargs.get("extra_context") or {}), "inline_class": "inline"}
        return super().render(form, context, template_pack=template_pack, **kwargs)
