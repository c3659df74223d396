import type { Request } from '../../shared/http/api.ts';
import type { LinkPorts } from '../identity-ports.ts';
import { mailLink } from '../links/mail-link.ts';
import type { ForgotPassword } from './contract.ts';

/** Mails a link to choose a new password; also before the address is confirmed, because the link proves as much. */
export const forgotPassword =
  (ports: LinkPorts) =>
  async (request: Request<typeof ForgotPassword>): Promise<undefined> =>
    mailLink(ports, 'reset-password', ({ disabled }) => !disabled, request);
