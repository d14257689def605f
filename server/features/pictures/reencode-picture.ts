import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import { AppError } from '../../../shared/errors.ts';

/** A picture as somebody sends it: what it is called and said to be proves nothing. */
export type SentPicture = {
  readonly bytes: Buffer;
  readonly fileName: string;
  readonly declaredType: string;
};

export const PICTURE_TYPE = 'image/webp';
const SIDE_PX = 512;
/** A camera's 24 megapixels, and some. Decoded at one byte a colour it stays far below the server's memory. */
const MAX_INPUT_PIXELS = 40_000_000;
const TIMEOUT_SEC = 10;
const TYPES: Readonly<Record<string, readonly string[]>> = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/webp': ['webp'],
};

/**
 * Draws a sent picture anew, square and small: nothing of the sent bytes survives but what can be seen, no
 * place, no camera, no second file behind the first. Refused as `not_a_picture` where name, declaration and
 * content do not agree, or where there is nothing to be drawn.
 */
export async function reencodePicture(sent: SentPicture): Promise<Buffer> {
  if (!TYPES[sent.declaredType]?.includes(extensionOf(sent.fileName))) throw new AppError('not_a_picture');
  const sniffed = await fileTypeFromBuffer(sent.bytes);
  if (sniffed?.mime !== sent.declaredType) throw new AppError('not_a_picture');
  try {
    return await sharp(sent.bytes, { limitInputPixels: MAX_INPUT_PIXELS, pages: 1, failOn: 'error' })
      .timeout({ seconds: TIMEOUT_SEC })
      .autoOrient()
      .resize(SIDE_PX, SIDE_PX, { fit: 'cover', position: 'attention' })
      .webp({ quality: 82 })
      .toBuffer();
  } catch {
    // Cut short, a bomb, too many pixels: whatever the decoder says of it, it is no picture to us.
    throw new AppError('not_a_picture');
  }
}

function extensionOf(fileName: string): string {
  return fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase();
}
