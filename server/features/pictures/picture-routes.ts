import fastifyMultipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { addRoute, type GuardedCall } from '../../app/plain-routes.ts';
import { PICTURE_TYPE, type SentPicture } from './reencode-picture.ts';

const MAX_BYTES = 5 * 1024 * 1024;
const TOO_LARGE = 413;
const MULTIPART = 'multipart/form-data';
const PictureId = z.uuid();

/** Pictures come and go as bytes, which no procedure carries. In a scope of its own: it alone reads multipart. */
export async function addPictureRoutes(scope: FastifyInstance): Promise<void> {
  await scope.register(fastifyMultipart, {
    limits: { fileSize: MAX_BYTES, files: 1, parts: 1, fields: 0, headerPairs: 20, fieldNameSize: 100 },
  });
  addRoute(scope, {
    method: 'PUT',
    url: '/profile/picture',
    policy: 'picture.editOwn',
    bodyTypes: [MULTIPART],
    handler: async ({ request, services, actor }) =>
      services.pictures.saveOwn(actor, await pictureIn(request)),
  });
  addRoute(scope, { method: 'GET', url: '/pictures/:id', policy: 'clinic.read', handler: sendPicture });
}

async function sendPicture({ request, reply, services, actor }: GuardedCall): Promise<FastifyReply> {
  const id = PictureId.safeParse((request.params as { id?: unknown }).id);
  if (!id.success) throw new AppError('not_found');
  const picture = await services.pictures.read(actor, id.data);
  // A doctor's photo hangs in the portal for all; a patient's stays in no cache of a shared PC.
  if (picture.patientId === null) {
    reply.header('cache-control', 'private, max-age=31536000, immutable').header('vary', 'authorization');
  }
  return reply.type(PICTURE_TYPE).header('content-disposition', 'inline').send(picture.content);
}

/** Read to the end, so that a second part behind the first is noticed and refused by the limits. */
async function pictureIn(request: FastifyRequest): Promise<SentPicture> {
  let sent: SentPicture | undefined;
  try {
    for await (const part of request.files()) {
      sent = { bytes: await part.toBuffer(), fileName: part.filename, declaredType: part.mimetype };
    }
  } catch (error) {
    throw refusalOf(error);
  }
  if (sent === undefined) throw new AppError('not_a_picture');
  return sent;
}

/** What the reader of forms says of a form that is too much, that breaks off, or that never was one. */
function refusalOf(error: unknown): unknown {
  if (!(error instanceof Error && 'statusCode' in error)) return new AppError('not_a_picture');
  return error.statusCode === TOO_LARGE ? new AppError('picture_too_large') : error;
}
