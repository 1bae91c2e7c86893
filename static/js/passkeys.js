/* Passkeys: the browser makes one or uses one, and its answer goes into the form. Without this file, or in a browser that
   knows no passkeys, these forms stay hidden and everything else works. */
(function () {
  "use strict";

  function bytesOf(text) {
    var plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, function (letter) { return letter.charCodeAt(0); });
  }

  function textOf(buffer) {
    var plain = Array.from(new Uint8Array(buffer), function (byte) { return String.fromCharCode(byte); }).join("");
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  // The task as it came from the server, with bytes where the browser wants bytes.
  function prepared(task) {
    var wanted = task.publicKey;
    wanted.challenge = bytesOf(wanted.challenge);
    if (wanted.user) wanted.user.id = bytesOf(wanted.user.id);
    (wanted.excludeCredentials || wanted.allowCredentials || []).forEach(function (known) { known.id = bytesOf(known.id); });
    return { publicKey: wanted };
  }

  function answerOf(credential) {
    var response = {};
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (part) {
      if (credential.response[part]) response[part] = textOf(credential.response[part]);
    });
    return JSON.stringify({
      id: credential.id, rawId: textOf(credential.rawId), type: credential.type, response: response,
      clientExtensionResults: credential.getClientExtensionResults(),
    });
  }

  function taskOf(form) {
    if (form.dataset.task) return Promise.resolve(JSON.parse(form.dataset.task));
    return fetch(form.action, { headers: { Accept: "application/json" } }).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    });
  }

  function say(form, name) {
    form.querySelectorAll("[data-said]").forEach(function (line) { line.hidden = line.dataset.said !== name; });
  }

  function ask(event) {
    var form = event.target;
    event.preventDefault();
    if (form.dataset.asking) return;
    form.dataset.asking = "1";
    say(form, "");
    taskOf(form).then(function (task) {
      return navigator.credentials[form.dataset.passkey](prepared(task));
    }).then(function (credential) {
      form.elements.credential.value = answerOf(credential);
      form.submit();
    }).catch(function (error) {
      delete form.dataset.asking;
      say(form, error.name === "NotAllowedError" ? "cancelled" : error.name === "InvalidStateError" ? "known" : "failed");
    });
  }

  if (!window.PublicKeyCredential || !navigator.credentials) return;
  document.querySelectorAll("[data-no-passkey]").forEach(function (notice) { notice.hidden = true; });
  document.querySelectorAll("form[data-passkey]").forEach(function (form) {
    form.hidden = false;
    form.addEventListener("submit", ask);
  });
})();
