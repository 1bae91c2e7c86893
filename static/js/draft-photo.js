// A photo made small enough for a slow line, in the browser: fetched by draft-files.js when somebody has chosen a picture.
const LONGEST = 2000; // pixels of the longer side
const QUALITY = 0.82;
const SMALL = 300 * 1024; // bytes; below it nothing is gained

// The picture as JPEG, upright as the camera meant it, where that is smaller or the kind is not taken; else the file as it is.
export async function shrink(file, isTaken) {
  if (isTaken && file.size < SMALL) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const drawn = await draw(picture);
    if (!drawn || (isTaken && drawn.size >= file.size)) return file;
    return new File([drawn], file.name.replace(/\.[^.]*$/, "") + ".jpg", { type: "image/jpeg" });
  } catch (unreadable) {
    return file; // the server says what is wrong with it
  }
}

function draw(picture) {
  const scale = Math.min(1, LONGEST / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff"; // what is clear in a PNG
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.imageSmoothingQuality = "high";
  pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return new Promise((done) => { canvas.toBlob(done, "image/jpeg", QUALITY); });
}
