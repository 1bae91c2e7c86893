/* Reading the QR code of an invitation with the camera, where the browser can (BarcodeDetector). Elsewhere the phone's own
   camera opens the invitation, which leads back to the door. */
(function () {
  "use strict";

  const door = document.querySelector("[data-door]");
  if (!door || !("BarcodeDetector" in window) || !navigator.mediaDevices?.getUserMedia) return;
  const part = door.querySelector("[data-camera]"), video = part.querySelector("video");
  const start = door.querySelector("[data-scan]");
  const EVERY = 250;
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
    const found = codes.map((code) => /\/undangan\/([0-9a-f]{8})/.exec(code.rawValue)).find(Boolean);
    if (found) take(found[1]);
    else timer = setTimeout(look, EVERY);
  }

  function take(code) {
    stop();
    const field = door.querySelector("[data-search] [name=q]");
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
    await video.play();
    look();
  }

  start.hidden = false;
  start.addEventListener("click", open);
  part.querySelector("[data-camera-stop]").addEventListener("click", stop);
  document.addEventListener("visibilitychange", () => { if (document.hidden && stream) stop(); });
})();
