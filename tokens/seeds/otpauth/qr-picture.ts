import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { ReaderOptions } from "zxing-wasm/reader";
import { MAX_PICTURE_PIXELS } from "../limits.js";
import { FileRefusal } from "../refusals.js";

/** The most QR codes that are looked for in one picture: an export of hundreds of accounts fits. */
const MAX_CODES = 32;

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const JPEG = [0xff, 0xd8, 0xff];

/** Whether the bytes begin as a PNG or a JPEG picture does. */
export function isPicture(bytes: Uint8Array): boolean {
  return [PNG, JPEG].some((magic) => magic.every((byte, index) => bytes[index] === byte));
}

/**
 * Finds the QR codes of a PNG or JPEG picture and returns their texts, from top to bottom. The decoder (ZXing, compiled
 * to WebAssembly) is loaded from the installation at the first call. Throws a FileRefusal: `file_rejected` for a
 * picture of more than 16 million pixels, `bad_payload` where it is damaged or shows no QR code.
 */
export async function readQrPicture(bytes: Uint8Array): Promise<string[]> {
  const { width, height } = pictureSize(bytes);
  if (width * height > MAX_PICTURE_PIXELS) throw new FileRefusal("file_rejected");
  const { prepareZXingModule, readBarcodes } = await import("zxing-wasm/reader");
  // Without its own copy at hand the library would fetch one from the Internet.
  const wasm = await readFile(createRequire(import.meta.url).resolve("zxing-wasm/reader/zxing_reader.wasm"));
  prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } });
  const options: ReaderOptions = { formats: ["QRCode"], tryHarder: true, maxNumberOfSymbols: MAX_CODES };
  const codes = await readBarcodes(bytes, options).catch(() => {
    // A picture that the decoder gives up on, for example for want of memory.
    throw new FileRefusal("bad_payload");
  });
  const valid = codes.filter((code) => code.isValid);
  if (valid.length === 0) throw new FileRefusal("bad_payload");
  return valid.sort((a, b) => a.position.topLeft.y - b.position.topLeft.y).map((code) => code.text.trim());
}

/** The size that the picture's header states, before anything is unpacked. */
function pictureSize(bytes: Uint8Array): { width: number; height: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    // PNG, second edition, section 11.2.2: IHDR is the first chunk.
    if (bytes[0] === PNG[0]) return { width: view.getUint32(16), height: view.getUint32(20) };
    return jpegSize(view);
  } catch (error) {
    throw error instanceof RangeError ? new FileRefusal("bad_payload") : error;
  }
}

/** JPEG (ITU-T T.81 annex B): segments up to the frame header, SOF0 to SOF15 without DHT, JPG and DAC. */
function jpegSize(view: DataView): { width: number; height: number } {
  for (let offset = 2; ; ) {
    if (view.getUint8(offset) !== 0xff) throw new FileRefusal("bad_payload");
    const marker = view.getUint8(offset + 1);
    const frame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (frame) return { height: view.getUint16(offset + 5), width: view.getUint16(offset + 7) };
    // A fill byte stands alone; every other segment states its length.
    offset += marker === 0xff ? 1 : 2 + view.getUint16(offset + 2);
  }
}
