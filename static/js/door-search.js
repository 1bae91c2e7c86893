/* Finding somebody at the door: in what the page brought along while there is no line (htmx asks the server otherwise), and
   by the QR code of an invitation where the browser can read one with the camera (BarcodeDetector). Elsewhere the phone's own
   camera opens the invitation, which leads back to the door. */
(function () {
  "use strict";

  const door = document.querySelector("[data-door]");
  if (!door) return;
  const words = door.querySelector("[data-queue]").dataset;
  const everybody = door.querySelector("[data-everybody]");
  const field = door.querySelector("[data-search] [name=q]");
  const CODE = /\/undangan\/([0-9a-f]{8})/;
  const FOUND = 12, EVERY = 250;

  // --- without a line ------------------------------------------------------------------------------------------

  function plain(text) {
    const scanned = CODE.exec(text);
    return (scanned ? scanned[1] : text).toLowerCase().replace(/-/g, "").trim();
  }

  function searchHere() {
    const wanted = plain(field.value).split(/\s+/).filter(Boolean).slice(0, 5);
    const matches = (row) => wanted.every((word) => row.dataset.words.includes(word));
    const found = wanted.length ? [...everybody.content.children].filter(matches).slice(0, FOUND) : [];
    door.querySelector("[data-list]").replaceChildren(...found.map((row) => row.cloneNode(true)));
    door.querySelector("[data-found-line]").textContent = found.length ? words.matching : wanted.length ? words.nothing : words.begin;
    door.dispatchEvent(new Event("door:found"));
  }

  const isSearch = (event) => event.target.matches?.("[data-search]");
  door.addEventListener("htmx:beforeRequest", (event) => {
    if (!isSearch(event) || navigator.onLine) return;
    event.preventDefault();
    searchHere();
  });
  for (const trouble of ["htmx:sendError", "htmx:timeout", "htmx:responseError"]) {
    door.addEventListener(trouble, (event) => { if (isSearch(event)) searchHere(); });
  }

  // --- with the camera -----------------------------------------------------------------------------------------

  if (!("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) return;
  const part = door.querySelector("[data-camera]"), video = part.querySelector("video");
  const start = door.querySelector("[data-scan]");
  let stream = null, timer = null, detector = null;

  function stop() {
    clearTimeout(timer);
    if (stream) stream.getTracks().forEach((track) => track.stop());
    stream = null;
    part.hidden = true;
    start.hidden = false;
  }

  async function look() {
    if (!stream) return;
    const codes = await detector.detect(video).catch(() => []);
    const found = codes.map((code) => CODE.exec(code.rawValue)).find(Boolean);
    if (found) take(found[1]);
    else timer = setTimeout(look, EVERY);
  }

  function take(code) {
    stop();
    field.value = code.toUpperCase();
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }

  async function open() {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    } catch (refused) {
      start.hidden = true; // no camera, or it may not be used here: the code can be typed
      return;
    }
    detector = new window.BarcodeDetector({ formats: ["qr_code"] });
    video.srcObject = stream;
    part.hidden = false;
    start.hidden = true;
    video.play().catch(() => { /* closed again before it began */ });
    look();
  }

  start.hidden = false;
  start.addEventListener("click", open);
  part.querySelector("[data-camera-stop]").addEventListener("click", stop);
  document.addEventListener("visibilitychange", () => { if (document.hidden && stream) stop(); });
})();
