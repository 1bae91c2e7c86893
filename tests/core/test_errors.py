from core.errors import NotAllowed


def test_not_allowed_carries_its_sentence():
    assert NotAllowed("Usulan sudah diputuskan.").message == "Usulan sudah diputuskan."
    assert NotAllowed().message == ""
