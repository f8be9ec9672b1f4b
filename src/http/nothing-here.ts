// What everybody reads who asks for a page that is not there, above all those who open the address `npm start` prints.
import type { Request, Response } from 'express';

const TEXT = 'There is no page here. The API is at /api/v1 (described in /api/v1/openapi.json), health at /readyz, figures at /metrics.\n';

export function nothingHere(_request: Request, response: Response): void {
  response.status(404).type('text/plain').send(TEXT);
}
