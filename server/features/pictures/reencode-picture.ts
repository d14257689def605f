import { fileTypeFromBuffer } from 'file-type';
import sharp from 'sharp';
import { AppError } from '../../../shared/errors.ts';
import { createTurnstile } from '../../lib/turnstile.ts';

/** A picture as somebody sends it: what it is called and said to be proves nothing. */
export type SentPicture = {
  readonly bytes: Buffer;
  readonly fileName: string;
  readonly declaredType: string;
};

export const PICTURE_TYPE = 'image/webp';
const SIDE_PX = 512;
/** A camera's 24 megapixels are often some more. Decoded at one byte a colour they stay far below the server's memory. */
const MAX_INPUT_PIXELS = 25_000_000;
const TIMEOUT_SEC = 10;
const TYPES: Readonly<Record<string, readonly string[]>> = {
  'image/jpeg': ['jpg', 'jpeg'],
  'image/png': ['png'],
  'image/webp': ['webp'],
};

/** Drawing shares its threads with the hashing of passwords: a flood of pictures keeps nobody from signing in. */
const drawing = createTurnstile(1);

/**
 * Draws a sent picture anew, square and small: nothing of the sent bytes survives but what can be seen, no
 * place, no camera, no second file behind the first. Refused as `not_a_picture` where name, declaration and
 * content do not agree, or where there is nothing to be drawn; as `picture_too_large` where it has too many pixels.
 */
export async function reencodePicture(sent: SentPicture): Promise<Buffer> {
  if (!TYPES[sent.declaredType]?.includes(extensionOf(sent.fileName))) throw new AppError('not_a_picture');
  const sniffed = await fileTypeFromBuffer(sent.bytes);
  if (sniffed?.mime !== sent.declaredType) throw new AppError('not_a_picture');
  return drawing.pass(() => draw(sent.bytes));
}

async function draw(bytes: Buffer): Promise<Buffer> {
  try {
    // From the head alone: nothing is decoded yet.
    const { width, height } = await sharp(bytes, { limitInputPixels: false }).metadata();
    if (width * height > MAX_INPUT_PIXELS) throw new AppError('picture_too_large');
    return await sharp(bytes, { limitInputPixels: MAX_INPUT_PIXELS, pages: 1, failOn: 'error' })
      .timeout({ seconds: TIMEOUT_SEC })
      .autoOrient()
      .resize(SIDE_PX, SIDE_PX, { fit: 'cover', position: 'attention' })
      .webp({ quality: 82 })
      .toBuffer();
  } catch (error) {
    if (error instanceof AppError) throw error;
    // Cut short, a bomb: whatever the decoder says of it, it is no picture to us.
    throw new AppError('not_a_picture');
  }
}

function extensionOf(fileName: string): string {
  return fileName.slice(fileName.lastIndexOf('.') + 1).toLowerCase();
}
