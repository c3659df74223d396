import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A mail as the local cloud keeps it. */
export type Mail = {
  MessageId: string;
  Source: string;
  To: string[];
  Subject: string;
  BodyText: string;
  BodyHtml: string;
  /** RFC 3339. */
  Timestamp: string;
};

/** Serves every mail sent so far, oldest first, as JSON on the loopback; the port is the next free one when `port` is taken. */
export async function openMailbox(
  readMails: () => Promise<Mail[]>,
  port = 0,
): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((_request, response) => {
    const answer = (status: number, body: unknown) =>
      response
        .writeHead(status, { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' })
        .end(JSON.stringify(body, null, 2));
    readMails().then(
      (mails) => answer(200, mails),
      (error: Error) => answer(502, { message: error.message }),
    );
  });
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    if (port === 0 || (error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return openMailbox(readMails);
  }
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Reads the inbox of the local cloud: the default emulator's, or LocalStack's. */
export async function readMails(endpoint: string): Promise<Mail[]> {
  const response = await fetch(`${endpoint}/_ministack/ses/messages`);
  if (response.ok) {
    type Kept = Omit<Mail, 'Timestamp'> & { Timestamp: number };
    const { messages } = (await response.json()) as { messages: Record<string, Kept[]> };
    const mails = Object.values(messages).flat();
    return mails.map((mail) => ({ ...mail, Timestamp: new Date(mail.Timestamp * 1000).toISOString() })).sort(bySending);
  }
  const other = await fetch(`${endpoint}/_aws/ses`);
  if (!other.ok) throw new Error(`${endpoint} keeps no inbox that this project knows`);
  const { messages } = (await other.json()) as { messages: LocalStackMail[] };
  return messages.map(fromLocalStack).sort(bySending);
}

const bySending = (a: Mail, b: Mail) => a.Timestamp.localeCompare(b.Timestamp);

type LocalStackMail = {
  Id: string;
  Source: string;
  Destination: { ToAddresses?: string[] };
  Subject: string;
  Body: { text_part?: string; html_part?: string };
  Timestamp: string;
};

function fromLocalStack(mail: LocalStackMail): Mail {
  return {
    MessageId: mail.Id,
    Source: mail.Source,
    To: mail.Destination.ToAddresses ?? [],
    Subject: mail.Subject,
    BodyText: mail.Body.text_part ?? '',
    BodyHtml: mail.Body.html_part ?? '',
    Timestamp: mail.Timestamp,
  };
}
