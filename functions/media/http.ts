import { env } from '../shared/env.ts';
import { api, on } from '../shared/http/api.ts';
import { ReadMedia } from './contract.ts';
import { s3MediaFiles } from './media-files.s3.ts';
import { showPicture } from './show-picture.ts';

export const handler = api([on(ReadMedia, showPicture(s3MediaFiles(env('MEDIA_BUCKET'))))]);
