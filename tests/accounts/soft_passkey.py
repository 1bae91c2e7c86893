"""A passkey without a browser: it makes and signs what a browser would send, or what an enemy would."""

import hashlib
import json
import secrets
import struct

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256
from fido2.utils import websafe_decode, websafe_encode

PUBLIC_URL = "https://renja.contoh.go.id"
PRESENT, VERIFIED, WITH_KEY = 0x01, 0x04, 0x40


class SoftPasskey:
    """`make(task)` answers a registration, `use(task)` a sign-in; every lie is an argument."""

    def __init__(self) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = secrets.token_bytes(16)
        self.owner = ""
        self.counter = 0

    def make(
        self, task: dict, *, origin=PUBLIC_URL, host="renja.contoh.go.id", flags=PRESENT | VERIFIED
    ) -> dict:
        wanted = task["publicKey"]
        self.owner = wanted["user"]["id"]
        key = cbor.encode(dict(ES256.from_cryptography_key(self.key.public_key())))
        known = bytes(16) + struct.pack(">H", len(self.id)) + self.id + key
        attested = {"fmt": "none", "attStmt": {}, "authData": self._data(host, flags | WITH_KEY) + known}
        return self._answer(
            clientDataJSON=_client("webauthn.create", wanted["challenge"], origin),
            attestationObject=cbor.encode(attested),
        )

    def use(
        self,
        task: dict,
        *,
        origin=PUBLIC_URL,
        host="renja.contoh.go.id",
        flags=PRESENT | VERIFIED,
        owner=None,
    ) -> dict:
        client = _client("webauthn.get", task["publicKey"]["challenge"], origin)
        data = self._data(host, flags)
        signature = self.key.sign(data + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        answer = self._answer(clientDataJSON=client, authenticatorData=data, signature=signature)
        answer["response"]["userHandle"] = self.owner if owner is None else owner
        return answer

    def _data(self, host: str, flags: int) -> bytes:
        return hashlib.sha256(host.encode()).digest() + struct.pack(">BI", flags, self.counter)

    def _answer(self, **response: bytes) -> dict:
        name = websafe_encode(self.id)
        parts = {part: websafe_encode(value) for part, value in response.items()}
        return {
            "id": name, "rawId": name, "type": "public-key", "clientExtensionResults": {}, "response": parts,
        }  # fmt: skip


def _client(kind: str, challenge: str, origin: str) -> bytes:
    assert websafe_decode(challenge)
    return json.dumps({"type": kind, "challenge": challenge, "origin": origin}).encode()
