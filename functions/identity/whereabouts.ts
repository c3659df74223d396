/** Characters of a user agent that are kept. */
const USER_AGENT_LENGTH = 256;

/** From where somebody acts, as security events carry it. In: the request's source address and what its program calls itself. */
export const whereaboutsOf = ({
  sourceIp,
  userAgent,
}: {
  readonly sourceIp: string;
  readonly userAgent: string | undefined;
}): { ip: string; userAgent?: string } => ({
  ip: sourceIp,
  ...(userAgent ? { userAgent: userAgent.slice(0, USER_AGENT_LENGTH) } : {}),
});
