"""People."""

import factory
from factory.django import DjangoModelFactory

from accounts.consent import VERSION
from accounts.models import User

PASSWORD = "kata sandi untuk uji 4417"  # long enough for every validator


class UserFactory(DjangoModelFactory):
    """A person with a verified address and no password, who agreed to the text of today; `UserFactory(password=PASSWORD)` gives one."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"warga{n}@contoh.id")
    name = factory.Sequence(lambda n: f"Warga Contoh {n}")

    @classmethod
    def _create(cls, model_class, *args, verified=True, agreed=True, **kwargs):
        user = model_class.objects.create_user(**kwargs)
        if agreed:
            user.consents.create(version=VERSION)
        user.emailaddress_set.create(email=user.email, verified=verified, primary=True)
        return user
