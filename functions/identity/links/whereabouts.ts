/** Characters of a user agent that are kept. */
const USER_AGENT_LENGTH = 256;

/** A request's source address, and what its program calls itself. */
export interface Whereabouts {
  readonly sourceIp: string;
  readonly userAgent: string | undefined;
}

/** From where somebody acts, as security events carry it. */
export const whereaboutsOf = ({ sourceIp, userAgent }: Whereabouts): { ip: string; userAgent?: string } => ({
  ip: sourceIp,
  ...(userAgent ? { userAgent: userAgent.slice(0, USER_AGENT_LENGTH) } : {}),
});
