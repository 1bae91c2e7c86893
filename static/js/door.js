/* The door keeps working when the line drops: whoever is entered is kept on this device with the time of the tap and a mark
   of its own, sent at once or later, and forgotten here as soon as the server has it. What the server refuses stays until
   somebody has decided. Finding people is door-search.js. Without this file every tap is a page. */
(function () {
  "use strict";

  const door = document.querySelector("[data-door]");
  if (!door) return;
  const box = door.querySelector("[data-queue]");
  const words = box.dataset;
  const everybody = door.querySelector("[data-everybody]");
  const PREFIX = "pintu:" + door.dataset.year + ":";
  const WAITING = "waiting", REFUSED = "refused";
  const PORTION = 50, LATEST = 5, PATIENCE = 15 * 1000;
  let token = door.querySelector("[name=csrfmiddlewaretoken]").value;
  let isSending = false, isLost = false, isSignedOut = false, pause = 0, retry = null;

  // --- what this device keeps: one item for each person, so that two tabs never overwrite each other's ---------

  function keep(entry) {
    try { localStorage.setItem(PREFIX + entry.nonce, JSON.stringify(entry)); } catch (full) { return false; }
    return true;
  }

  function drop(nonce) {
    try { localStorage.removeItem(PREFIX + nonce); } catch (refused) { /* nothing was kept */ }
  }

  function kept(state) {
    try {
      const names = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
      const entries = names.map((name) => JSON.parse(localStorage.getItem(name))).filter(Boolean);
      return entries.filter((entry) => entry.state === state).sort((one, other) => one.at - other.at);
    } catch (refused) { return []; }
  }

  // --- entering somebody -----------------------------------------------------------------------------------

  function newNonce() { // also where crypto.randomUUID is missing, as on pages without TLS
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 15) | 64;
    bytes[8] = (bytes[8] & 63) | 128;
    const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  // Whether it is kept; where nothing can be kept, the form goes its usual way while there is a line.
  function enter(event, person) {
    const isKept = keep({ ...person, nonce: newNonce(), at: Date.now(), state: WAITING });
    if (isKept || !navigator.onLine) event.preventDefault();
    show();
    if (isKept) send();
    else if (!navigator.onLine) say(words.limit);
    return isKept;
  }

  function onTap(event) {
    const button = event.submitter;
    if (!button || !["wakil", "lain"].includes(button.name)) return;
    const row = button.closest("[data-code]");
    const typed = door.querySelector("[data-search] [name=q]").value.toLowerCase().replace(/-/g, "");
    const isByCode = typed.includes(row.dataset.code.toLowerCase());
    const person = {
      delegate: button.value, name: button.dataset.name, where: button.dataset.where,
      means: isByCode ? "qr" : "nama", is_other: button.name === "lain",
    };
    enter(event, person);
  }

  function onWalkIn(event) {
    const form = event.target, { name, gender, organization_name: organization, phone, is_other: other } = form.elements;
    name.required = true;
    gender.forEach((choice) => { choice.required = true; });
    if (!form.reportValidity()) {
      event.preventDefault();
      return;
    }
    const person = {
      name: name.value.trim(), organization_name: organization.value.trim(), where: organization.value.trim() || words.nobody,
      gender: gender.value, phone: phone.value.trim(), is_other: other.type === "checkbox" && other.checked,
    };
    if (!person.name || !enter(event, person)) return;
    [name, organization, phone].forEach((one) => { one.value = ""; });
    gender.forEach((choice) => { choice.checked = false; choice.required = false; });
    name.required = false;
    name.focus();
  }

  door.addEventListener("submit", (event) => {
    if (event.target.matches("[data-arrive]")) onTap(event);
    if (event.target.matches("[data-walk-in]")) onWalkIn(event);
  });

  door.addEventListener("click", (event) => {
    const link = event.target.closest("[data-organization]");
    if (!link) return;
    event.preventDefault();
    const form = door.querySelector("[data-walk-in]");
    form.elements.organization_name.value = link.dataset.organization;
    form.elements.name.focus();
    form.scrollIntoView({ block: "center" });
  });

  // --- sending -----------------------------------------------------------------------------------------------

  function asked(entry) {
    const { nonce, delegate, name, organization_name, gender, phone, means, is_other } = entry;
    const waited = Math.max(0, Math.round((Date.now() - entry.at) / 1000));
    return { nonce, delegate, name, organization_name, gender, phone, means, is_other, waited };
  }

  function reach(address, options) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), PATIENCE);
    return fetch(address, { ...options, redirect: "manual", signal: stop.signal }).finally(() => clearTimeout(timer));
  }

  function post(entries) {
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    return reach(door.dataset.door, { method: "POST", headers, body: JSON.stringify({ rows: entries.map(asked) }) });
  }

  // After signing in again in another tab this page holds an old token; "" where nobody is signed in.
  async function freshToken() {
    const answer = await reach(location.pathname, {});
    const found = answer.ok && /name="csrfmiddlewaretoken" value="(\w+)"/.exec(await answer.text());
    return found ? found[1] : "";
  }

  async function delivered(entries) {
    let answer = await post(entries);
    if (answer.type === "opaqueredirect" || answer.status === 403) {
      token = await freshToken();
      isSignedOut = !token;
      if (isSignedOut) throw new Error("signed out");
      answer = await post(entries);
    }
    if (!answer.ok) throw new Error(String(answer.status));
    return answer.json();
  }

  async function send() {
    clearTimeout(retry);
    const entries = kept(WAITING).slice(0, PORTION);
    if (isSending || !entries.length) return;
    isSending = true;
    let isDone = false;
    try {
      settle(entries, await delivered(entries));
      isDone = true;
      isLost = isSignedOut = false;
      pause = 0;
    } catch (trouble) {
      isLost = true;
      pause = Math.min(60, pause * 2 || 3);
      retry = setTimeout(send, pause * 1000);
    }
    isSending = false;
    show();
    if (isDone && kept(WAITING).length) send();
  }

  function settle(entries, { rows, present, organizations }) {
    door.querySelector("[data-present]").textContent = present.toLocaleString("id-ID");
    door.querySelector("[data-organizations]").textContent = organizations.toLocaleString("id-ID");
    for (const row of rows) {
      const entry = entries.find((one) => one.nonce === row.nonce);
      if (!entry) continue;
      if (row.state === "recorded") {
        drop(entry.nonce);
        welcome(entry, row);
      } else {
        keep({ ...entry, state: REFUSED, message: row.message, canBeOther: row.other });
        release(entry);
      }
    }
  }

  // --- what is shown -----------------------------------------------------------------------------------------

  function badge(kind, text) {
    const span = box.querySelector(`template[data-${kind}]`).content.firstElementChild.cloneNode(true);
    span.lastChild.textContent = text;
    return span;
  }

  function made(tag, look = "", text = "") {
    const part = document.createElement(tag);
    part.className = look;
    part.textContent = text;
    return part;
  }

  function personLine(name, where, mark) {
    const line = made("li", "arrival"), who = made("div"), came = made("span", "came");
    who.append(made("strong", "", name), made("span", "meta", where));
    came.append(mark);
    line.append(who, came);
    return line;
  }

  // The hour of the hall, whatever the device is set to.
  const clock = (at) =>
    new Date(at).toLocaleTimeString("id-ID", { hour: "2-digit", minute: "2-digit", timeZone: "Asia/Makassar" });

  function guests(key) {
    const places = [door, everybody.content];
    return places.flatMap((place) => [...place.querySelectorAll(`[data-guest="${CSS.escape(key)}"]`)]);
  }

  function mark(entry, kind, text) {
    if (!entry.delegate) return;
    for (const row of guests(entry.delegate)) {
      const button = row.querySelector("button"), came = row.querySelector("[data-mark]") || document.createElement("span");
      if (!button && !came.isConnected && !came.parentNode) continue;
      if (button) button.hidden = true;
      came.className = "came";
      came.dataset.mark = "";
      came.replaceChildren(badge(kind, text));
      row.append(came);
    }
  }

  function release(entry) {
    if (!entry.delegate) return;
    for (const row of guests(entry.delegate)) {
      row.querySelector("[data-mark]")?.remove();
      const button = row.querySelector("button");
      if (button) button.hidden = false;
    }
  }

  function welcome(entry, row) {
    const text = `${words.came} ${row.at}`, list = door.querySelector("[data-latest]");
    mark(entry, "ok", text);
    list.querySelector("[data-none]")?.remove();
    const line = personLine(row.name, row.where, badge("ok", text)), own = CSS.escape(entry.nonce);
    line.dataset.recorded = entry.nonce;
    list.querySelectorAll(`[data-nonce="${own}"], [data-recorded="${own}"]`).forEach((old) => old.remove());
    list.prepend(line);
    while (list.children.length > LATEST) list.lastElementChild.remove();
  }

  function say(text) {
    const place = box.querySelector("[data-why]");
    if (place.textContent !== text) place.textContent = text;
    box.hidden = box.querySelector("[data-waits]").hidden = false;
  }

  function show() {
    const waiting = kept(WAITING), refused = kept(REFUSED), isOut = isLost || !navigator.onLine;
    const list = door.querySelector("[data-latest]");
    list.querySelectorAll("[data-nonce]").forEach((line) => line.remove());
    for (const entry of waiting) {
      mark(entry, "wait", `${clock(entry.at)} · ${words.kept}`);
      const line = personLine(entry.name, entry.where, badge("wait", `${clock(entry.at)} · ${words.kept}`));
      line.dataset.nonce = entry.nonce;
      list.prepend(line);
    }
    list.querySelector("[data-none]")?.toggleAttribute("hidden", waiting.length > 0);
    box.querySelector("[data-waits]").hidden = !waiting.length && !isOut;
    box.querySelector("[data-count]").textContent = waiting.length ? words.waiting.replace("{n}", waiting.length) : "";
    box.querySelector("[data-sign-in-link]").hidden = !isSignedOut;
    box.querySelector("[data-send]").hidden = !waiting.length || isSignedOut || !navigator.onLine;
    if (waiting.length || isOut) say(isSignedOut ? words.signIn : isOut ? words.offline : words.sending);
    box.querySelector("[data-refused]").hidden = !refused.length;
    box.querySelector("[data-refused-list]").replaceChildren(...refused.map(refusedLine));
    box.hidden = !waiting.length && !isOut && !refused.length;
  }

  function refusedLine(entry) {
    const line = made("li"), text = made("p"), buttons = made("p", "cluster");
    text.append(made("strong", "", `${entry.name} (${entry.where}), ${clock(entry.at)}. `), entry.message);
    if (entry.canBeOther) buttons.append(button(words.other, () => keep({ ...entry, state: WAITING, is_other: true })));
    buttons.append(button(words.drop, () => drop(entry.nonce)));
    line.append(text, buttons);
    return line;
  }

  function button(text, deed) {
    const pressed = made("button", "btn btn-outline-secondary", text);
    pressed.type = "button";
    pressed.addEventListener("click", () => { deed(); show(); send(); });
    return pressed;
  }

  // --- when to try -----------------------------------------------------------------------------------------------

  box.querySelector("[data-send]").addEventListener("click", () => send());
  window.addEventListener("online", () => { isLost = false; pause = 0; show(); send(); });
  window.addEventListener("offline", () => show());
  window.addEventListener("storage", () => show());
  document.addEventListener("htmx:afterSwap", () => show());
  door.addEventListener("door:found", () => show());
  document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
  // Without a line this page would not come back.
  window.addEventListener("beforeunload", (event) => { if (!navigator.onLine) event.preventDefault(); });

  show();
  send();
})();
