/* Files of a draft, sent one after the other as soon as they are chosen: photos made smaller first (draft-photo.js), each
   with its own progress, its own error and its own "Coba lagi". Without this file: chosen, then "Unggah". */
(function () {
  "use strict";

  const form = document.querySelector("form[data-files]");
  if (!form) return;
  const find = (name) => document.querySelector(`[data-${name}]`);
  const adding = find("adding"), list = find("sending"), said = find("files-said"), camera = find("camera"), lens = find("lens");
  const input = adding.querySelector("input[type=file]:not([data-lens])");
  const LIMIT = Number(form.dataset.limit), STALLED = 60 * 1000;
  const READS = document.documentElement.lang === "en" ? "en-GB" : "id-ID";
  const say = (name, parts = {}) => find("words").dataset[name].replace(/{(\w+)}/g, (_all, part) => parts[part]);
  const taken = input.accept.split(",");
  const items = []; // files that are not on the server yet, in order
  let isSending = false, retry = null, pause = 0, goOn = null, isWarned = false, letters = Promise.resolve();

  // --- choosing ------------------------------------------------------------------------------------------

  function choose(files) {
    const isFirst = !items.length;
    for (const file of files) add(file);
    if (isFirst && items.length) list.scrollIntoView({ block: "nearest" });
    pump();
  }

  function add(file) {
    const row = find("file-row").content.firstElementChild.cloneNode(true);
    const part = (name) => row.querySelector(`[data-${name}]`);
    const item = { file, row, state: part("state"), bar: row.querySelector("progress"), again: part("again"), phase: "waiting" };
    row.querySelector(".name").textContent = file.name;
    item.bar.setAttribute("aria-label", say("progress", { name: file.name }));
    for (const name of ["again", "away"]) part(name).append(hiddenText(" “" + file.name + "”"));
    item.again.addEventListener("click", () => { tryAgain(item); });
    part("away").addEventListener("click", () => drop(item));
    if (items.filter((one) => one.phase !== "refused").length >= roomLeft()) {
      refuse(item, say("full", { n: form.dataset.most }));
    } else show(item, "waiting", say("waiting"));
    items.push(item);
    list.append(row);
  }

  function hiddenText(words) {
    const text = document.createElement("span");
    text.className = "visually-hidden";
    text.textContent = words;
    return text;
  }

  const roomLeft = () => Number(find("room").dataset.room);

  // --- one after the other -------------------------------------------------------------------------------

  async function pump() {
    if (isSending) return;
    const item = items.find((one) => one.phase === "waiting");
    if (!item) return rest();
    isSending = true;
    const problem = await prepare(item);
    if (item.phase !== "gone") {
      if (problem) refuse(item, problem);
      else await send(item);
    }
    isSending = false;
    pump();
  }

  async function send(item) {
    show(item, "sending", say("sending"));
    settle(item, await post(formOf(item), item));
  }

  // Smaller where it is a photo; the sentence why it cannot be sent, or nothing.
  async function prepare(item) {
    const { file } = item;
    if (!item.isReady && file.type.startsWith("image/")) {
      show(item, "sending", say("shrinking"));
      item.file = await smaller(file);
    }
    item.isReady = true;
    const { name, size } = item.file, ending = (/\.[^.]+$/.exec(name) || [""])[0].toLowerCase();
    if (!taken.includes(ending)) return say("kind", form.dataset);
    if (!size) return say("empty");
    return size > LIMIT ? say("large", { size: megabytes(size), limit: megabytes(LIMIT) }) : "";
  }

  async function smaller(file) {
    try {
      const { shrink } = await import(form.dataset.photo);
      return await shrink(file, taken.includes(file.type));
    } catch (unreachable) {
      return file;
    }
  }

  const megabytes = (size) => (size / 1024 / 1024).toLocaleString(READS, { maximumFractionDigits: 1 }) + " MB";

  function formOf(item) {
    const sent = new FormData();
    sent.append("files", item.file, item.file.name);
    return sent;
  }

  // The answer of the server, or status 0 where there was none.
  function post(body, item, address = location.href) {
    return new Promise((done) => {
      const request = new XMLHttpRequest();
      let watch = null;
      const wait = () => { clearTimeout(watch); watch = setTimeout(() => request.abort(), STALLED); };
      request.open("POST", address);
      request.setRequestHeader("HX-Request", "true");
      request.setRequestHeader("X-CSRFToken", form.elements.csrfmiddlewaretoken.value);
      request.upload.addEventListener("progress", (event) => { wait(); if (item) progress(item, event); });
      request.addEventListener("loadend", () => { clearTimeout(watch); done(read(request)); });
      if (item) item.request = request;
      wait();
      request.send(body);
    });
  }

  function read(request) {
    try {
      return { status: request.status, ...JSON.parse(request.responseText) };
    } catch (noJson) {
      return { status: request.status, isSignedOut: request.responseText.includes("data-saved") };
    }
  }

  function progress(item, { loaded, total }) {
    const part = Math.round((100 * loaded) / (total || 1));
    item.bar.value = part;
    show(item, "sending", part < 100 ? say("part", { part: part + "%", size: megabytes(total) }) : say("checking"));
  }

  function settle(item, answer) {
    if (item.phase === "gone") return;
    pause = answer.status === 200 ? 0 : pause;
    if (answer.stored !== undefined) arrive(item, answer);
    else if (answer.error) refuse(item, answer.error);
    else if (answer.isSignedOut) refuse(item, say("signedOut"));
    else if (answer.status === 413) refuse(item, say("tooLarge"));
    else if (answer.status === 403 || answer.status === 404) refuse(item, say("reload"));
    else lose(item);
  }

  function arrive(item, answer) {
    leave(item);
    renew(answer);
    tell(say("stored", item.file));
  }

  // The list of files as the server has it.
  function renew({ stored }) {
    find("stored").innerHTML = stored;
    adding.hidden = roomLeft() <= 0;
  }

  function refuse(item, words) {
    show(item, "refused", words);
    tell(say("notSent", { name: item.file.name, why: words }));
    isWarned = false;
  }

  function lose(item) {
    show(item, "lost", say("lost"));
    tell(say("lostFile", item.file));
    pause = Math.min(60, pause * 2 || 5);
    clearTimeout(retry);
    retry = setTimeout(tryAll, pause * 1000);
  }

  function tryAll() {
    items.filter((one) => one.phase === "lost").forEach((one) => show(one, "waiting", say("waiting")));
    pump();
  }

  function tryAgain(item) {
    item.row.querySelector("[data-away]").focus();
    show(item, "waiting", say("waiting"));
    pump();
  }

  function drop(item) {
    const { request } = item;
    leave(item);
    if (request) request.abort();
    tell(say("dropped", item.file));
    if (!isSending) rest();
  }

  function leave(item) {
    const hadFocus = item.row.contains(document.activeElement);
    item.phase = "gone";
    items.splice(items.indexOf(item), 1);
    item.row.remove();
    if (hadFocus) focusOn();
  }

  // Where one goes on after the thing that had the focus has gone.
  function focusOn() { (adding.hidden ? form.elements.lanjut : input).focus(); }

  // --- what is shown and said ----------------------------------------------------------------------------

  function show(item, phase, words) {
    const isFault = phase === "refused";
    item.phase = phase;
    item.state.textContent = words;
    item.state.classList.toggle("fault", isFault || phase === "lost");
    item.bar.hidden = isFault || phase === "lost";
    if (phase === "waiting") item.bar.value = 0;
    item.again.hidden = phase !== "lost";
    item.row.querySelector("[data-away]").firstChild.textContent = say(isFault ? "discard" : "cancel");
  }

  function tell(words) { said.textContent = words; }

  // --- going on ------------------------------------------------------------------------------------------

  const isBusy = () => items.some((one) => one.phase !== "refused");

  function onSubmit(event) {
    const wrong = items.filter((one) => one.phase === "refused");
    if (!isBusy() && (!wrong.length || isWarned)) return;
    event.preventDefault();
    if (isBusy()) {
      goOn = event.submitter;
      tell(say("finishing"));
    } else stay(wrong);
  }

  // Once: what was not sent is pointed out; pressed again, one goes on without it.
  function stay([first]) {
    isWarned = true;
    goOn = null;
    tell(say("unsent"));
    first.row.querySelector("[data-away]").focus();
  }

  function rest() {
    if (isBusy() || !goOn) return;
    if (items.length) stay(items);
    else form.requestSubmit(goOn);
  }

  async function onRemove(event) {
    event.preventDefault();
    const answer = await post(new FormData(), null, event.target.action);
    if (answer.stored === undefined) return event.target.submit();
    renew(answer);
    tell(say("removed"));
    focusOn();
  }

  // Which file is the surat pengantar is kept as soon as it is chosen; what does not arrive goes with the next button.
  function onLetter({ target }) {
    if (!target.matches("[data-letter]")) return;
    const sent = new FormData();
    sent.append("berkas", target.value);
    letters = letters.then(() => post(sent)).then((answer) => { if (answer.stored !== undefined) tell(say("letter")); });
  }

  function take(event) {
    choose([...event.target.files]);
    event.target.value = "";
  }

  find("press").hidden = true;
  if (window.matchMedia("(pointer: coarse)").matches) camera.hidden = false;
  camera.addEventListener("click", () => lens.click());
  for (const source of [input, lens]) source.addEventListener("change", take);
  form.addEventListener("submit", onSubmit);
  find("stored").addEventListener("submit", onRemove);
  find("stored").addEventListener("change", onLetter);
  window.addEventListener("online", tryAll);
  window.addEventListener("beforeunload", (event) => { if (isBusy()) event.preventDefault(); });
})();
