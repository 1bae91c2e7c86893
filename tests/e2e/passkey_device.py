"""A phone or laptop that keeps passkeys: the browser's own virtual authenticator."""

from playwright.sync_api import Page

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


class Device:
    """A phone or laptop that can keep passkeys."""

    def __init__(self, page: Page) -> None:
        self.wire = page.context.new_cdp_session(page)
        self.wire.send("WebAuthn.enable")
        self.key = self.wire.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]

    def set(self, **state) -> None:
        self.wire.send("WebAuthn.setUserVerified", {"authenticatorId": self.key, **state})

    def passkeys(self) -> list[dict]:
        return self.wire.send("WebAuthn.getCredentials", {"authenticatorId": self.key})["credentials"]

    def turn_back(self) -> None:
        """Put a copy of its passkey back, as it was when it had been used once."""
        (passkey,) = self.passkeys()
        self.wire.send(
            "WebAuthn.removeCredential",
            {"authenticatorId": self.key, "credentialId": passkey["credentialId"]},
        )
        self.wire.send(
            "WebAuthn.addCredential",
            {"authenticatorId": self.key, "credential": passkey | {"signCount": 1}},
        )
