"""How our forms are laid out by crispy: the `<form>` and the buttons stand in the template."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Field, Fieldset, Layout
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


class Fold(Fieldset):
    """Fields that few people need, folded away under one line; open where one of them was answered or is wrong."""

    template = "%s/layout/fold.html"

    def __init__(self, legend, *fields, hint="", **kwargs):
        super().__init__(legend, *fields, **kwargs)
        self.hint = hint

    def render(self, form, context, template_pack=TEMPLATE_PACK, **kwargs):
        names = [pointer.name for pointer in self.get_field_names()]
        self.is_open = any(form[name].value() or form[name].errors for name in names)
        return super().render(form, context, template_pack=template_pack, **kwargs)
