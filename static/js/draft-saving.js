/* What is typed on a page of a draft survives a dead line, a killed server and a closed tab. Until the server has confirmed
   it, it stays in this browser (the contact never does), is sent again by itself, and is offered back afterwards. app.js
   forgets what is too old, and everything on signing out. Without this file a page is saved when its button is pressed. */
(function () {
  "use strict";

  const page = document.querySelector("[data-draft]");
  if (!page) return;
  const { draft, step } = page.dataset;
  const PREFIX = "draf:" + draft + ":", OLDER = ":lama", LEFT = "draf-dikirim";
  const key = PREFIX + step;

  // --- what this browser keeps ---------------------------------------------------------------------------

  function read(place, name) {
    try { return JSON.parse(place.getItem(name) || "null"); } catch (refused) { return null; }
  }

  function write(place, name, what) {
    try {
      if (what) place.setItem(name, JSON.stringify(what));
      else place.removeItem(name);
    } catch (full) { /* what cannot be kept is still on the page */ }
  }

  function keptNames() {
    try { return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX)); } catch (refused) { return []; }
  }

  function plain(value) { return typeof value === "string" ? value.split(/\s+/).join(" ").trim() : value; }

  // A page was sent by its button, and its answer led here: the server has it.
  function settleLast() {
    const last = read(sessionStorage, LEFT);
    write(sessionStorage, LEFT, null);
    const cameFrom = document.referrer && new URL(document.referrer).pathname;
    if (!last || last.path === location.pathname || last.path !== cameFrom) return;
    if (read(localStorage, last.key)?.at === last.at) write(localStorage, last.key, null);
  }

  settleLast();
  if (step === "terkirim") keptNames().forEach((name) => write(localStorage, name, null));
  if (step === "periksa") pointToKept();
  if (page.matches("form[data-keeps]")) writeOn(page);

  // On "Periksa": to the pages whose text never arrived. What arrived without its answer being heard stands there to read.
  function pointToKept() {
    const shown = plain([...page.querySelectorAll(".summary")].map((part) => part.textContent).join(" "));
    const isMissing = (value) => /\p{L}/u.test(value) && !shown.includes(plain(value));
    const links = [...page.querySelectorAll("[data-kept-step]")].filter(({ dataset }) => {
      const name = PREFIX + dataset.keptStep;
      const entries = [read(localStorage, name), read(localStorage, name + OLDER)];
      return entries.some((entry) => entry && !entry.sent && Object.values(entry.values).some(isMissing));
    });
    links.forEach((link) => { link.hidden = false; });
    if (links.length) page.querySelector("[data-kept-elsewhere]").hidden = false;
  }

  // --- a page that is written on -------------------------------------------------------------------------

  function writeOn(form) {
    const words = document.querySelector("[data-words]").dataset;
    const READS = document.documentElement.lang === "en" ? "en-GB" : "id-ID";
    const SHOWN = 300; // characters of a text that is offered back
    const LONGEST = 15 * 1000; // of typing without a pause before it is saved all the same
    const fields = form.dataset.keeps.split(" ").map((name) => form.elements[name]).filter(Boolean);
    const line = form.querySelector("#tersimpan");
    let isDirty = form.hasAttribute("data-unsaved"), isLost = false, isLeaving = false;
    let typed = 0, sent = 0, since = 0, pause = 0, retry = null, goOn = null;

    const valueOf = (field) => (field.type === "checkbox" ? field.checked : field.value);

    // What the server knew when it made the page; browsers bring typed text back by themselves.
    function servedOf(field) {
      if (field.type === "checkbox") return field.defaultChecked;
      if (field.options) return ([...field.options].find((option) => option.defaultSelected) || field.options[0]).value;
      return field.defaultValue;
    }

    const differs = (field, value) => value !== undefined && plain(value) !== plain(valueOf(field));

    function keep(isSent) {
      const values = {}, at = Date.now();
      fields.forEach((field) => { values[field.name] = valueOf(field); });
      write(localStorage, key, { values, at, sent: isSent });
      return at;
    }

    function say(text) {
      if (line.textContent !== text) line.textContent = text;
      line.classList.add("lost");
    }

    function save() {
      clearTimeout(retry);
      form.dispatchEvent(new Event("simpan"));
    }

    function onInput() {
      typed += 1;
      if (!isDirty) since = Date.now();
      isDirty = true;
      keep(false);
      if (Date.now() - since < LONGEST) return;
      since = Date.now();
      save();
    }

    function lose() {
      if (isLeaving) return;
      isLost = true;
      pause = Math.min(60, pause * 2 || 5);
      clearTimeout(retry);
      retry = setTimeout(save, pause * 1000);
      say(goOn ? words.thenOn : words.lost);
    }

    // Reached again: the server has it all ("ya"), all that can be read ("sebagian"), or nothing, and says why.
    function reach(answer) {
      isLost = false;
      pause = 0;
      clearTimeout(retry);
      line.classList.toggle("lost", answer === "tidak");
      if (answer === "ya" && typed === sent) {
        isDirty = false;
        write(localStorage, key, null);
      }
      const button = goOn;
      goOn = null;
      if (button) form.requestSubmit(button);
    }

    const answerOf = (xhr) => (/data-saved="(\w+)"/.exec(xhr.responseText) || [])[1];

    function onAnswer({ detail }) {
      if (!detail.successful) return;
      const answer = answerOf(detail.xhr);
      if (answer) reach(answer);
      else lose(); // somebody else answered, such as the sign-in page of a public network
    }

    function onRefused({ detail }) {
      const { status } = detail.xhr;
      if (status >= 500 || [408, 429].includes(status)) lose();
      else say(words.reload);
    }

    function onSubmit(event) {
      if (isLost || !navigator.onLine) {
        event.preventDefault();
        goOn = event.submitter;
        say(words.thenOn);
        save();
        return;
      }
      isLeaving = true;
      write(sessionStorage, LEFT, { key, at: keep(true), path: location.pathname });
    }

    form.addEventListener("input", onInput);
    form.addEventListener("change", onInput);
    form.addEventListener("submit", onSubmit);
    // What parts of the form ask for by themselves, such as its hints, is no business of saving.
    const ours = (handle) => (event) => { if (event.detail.requestConfig.elt === form) handle(event); };
    form.addEventListener("htmx:beforeRequest", ours(() => { sent = typed; }));
    form.addEventListener("htmx:beforeSwap", ours(({ detail }) => { if (!answerOf(detail.xhr)) detail.shouldSwap = false; }));
    form.addEventListener("htmx:afterRequest", ours(onAnswer));
    form.addEventListener("htmx:responseError", ours(onRefused));
    for (const trouble of ["htmx:sendError", "htmx:timeout"]) form.addEventListener(trouble, ours(lose));
    window.addEventListener("online", () => { if (isDirty) save(); });
    window.addEventListener("offline", () => { if (isDirty) lose(); });
    window.addEventListener("pageshow", () => { isLeaving = false; });
    document.addEventListener("visibilitychange", () => { if (document.hidden && isDirty && !isLeaving) save(); });

    // --- offering back ---------------------------------------------------------------------------------

    function offer(box) {
      const kept = read(localStorage, key), older = read(localStorage, key + OLDER);
      const found = [kept, older].find((entry) => entry && fields.some((field) => differs(field, entry.values[field.name])));
      if (kept && !isDirty) write(localStorage, key, null);
      write(localStorage, key + OLDER, found);
      if (!found) return;
      const changed = fields.filter((field) => differs(field, found.values[field.name]));
      box.querySelector("[data-found-at]").textContent =
        new Date(found.at).toLocaleString(READS, { dateStyle: "full", timeStyle: "short" });
      box.querySelector("[data-found-text]").replaceChildren(...changed.map((field) => row(field, found.values[field.name])));
      box.querySelector("[data-take]").addEventListener("click", () => { decide(box, changed); take(changed, found.values); });
      box.querySelector("[data-drop]").addEventListener("click", () => decide(box, changed));
      box.hidden = false;
    }

    function row(field, value) {
      const part = document.createElement("div"), term = document.createElement("dt"), text = document.createElement("dd");
      term.textContent = field.labels[0].firstChild.textContent.trim();
      text.className = "value";
      text.textContent = shortened(wordsOf(field, value)) || words.nothing;
      part.append(term, text);
      return part;
    }

    const shortened = (text) => (text && text.length > SHOWN ? text.slice(0, SHOWN).trim() + " …" : text);

    function wordsOf(field, value) {
      if (field.type === "checkbox") return value ? words.yes : words.no;
      return field.options ? [...field.options].find((option) => option.value === value)?.label : value;
    }

    function decide(box, [first]) {
      write(localStorage, key + OLDER, null);
      box.hidden = true;
      const fold = first.closest("details");
      if (fold) fold.open = true;
      first.focus();
    }

    function take(changed, values) {
      for (const field of changed) {
        if (field.type === "checkbox") field.checked = values[field.name];
        else field.value = values[field.name];
        field.dispatchEvent(new Event("input", { bubbles: true }));
      }
      save();
    }

    if (fields.some((field) => plain(valueOf(field)) !== plain(servedOf(field)))) isDirty = true;
    offer(document.querySelector("[data-found]"));
    // What the browser or the server gave back is not saved yet; htmx listens from the end of loading on.
    if (isDirty) document.addEventListener("DOMContentLoaded", () => { keep(false); setTimeout(save, 0); });
  }
})();
