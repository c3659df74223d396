import { env } from '../shared/env.ts';
import { api, on } from '../shared/http/api.ts';
import { ReadPreview } from './contract.ts';
import { s3ModelFiles } from './model-files.s3.ts';
import { showPreview } from './show-preview.ts';

export const handler = api([on(ReadPreview, showPreview(s3ModelFiles(env('MODELS_BUCKET'))))]);
