// Text messages: accepted, sent, delivered or not, with a status callback for each step (page on the Message resource).
import type { Clock } from '../clock.ts';
import type { Ids } from './ids.ts';
import { messageDeliveredMs, messageSentMs, messagesMax } from './limits.ts';
import type { Phones } from './phone.ts';
import type { Webhooks } from './webhook.ts';

export type MessageStatus = 'queued' | 'sent' | 'delivered' | 'undelivered' | 'failed';

export interface Message {
  sid: string;
  from: string;
  to: string;
  body: string;
  messagingServiceSid?: string;
  status: MessageStatus;
  errorCode?: number;
  createdAt: number;
  sentAt?: number;
  updatedAt: number;
  callback?: string;
}

export function createMessages(world: { clock: Clock; ids: Ids; accountSid: string; webhooks: Webhooks; phones: Phones }) {
  const messages = new Map<string, Message>();
  const { clock } = world;

  function send(options: Pick<Message, 'from' | 'to' | 'body' | 'callback' | 'messagingServiceSid'>): Message {
    const message: Message = { ...options, sid: world.ids.sid('SM'), status: 'queued', createdAt: clock.now(), updatedAt: clock.now() };
    messages.set(message.sid, message);
    const [oldest] = messages.keys();
    if (messages.size > messagesMax && oldest !== undefined) messages.delete(oldest);
    tell(message);
    clock.after(messageSentMs, () => {
      const phone = world.phones.get(message.to);
      if (phone.texting.kind === 'failed') return step(message, 'failed', phone.texting.errorCode);
      step(message, 'sent');
      clock.after(messageDeliveredMs, () => {
        if (phone.texting.kind === 'undelivered') return step(message, 'undelivered', phone.texting.errorCode);
        phone.receive({ from: message.from || message.messagingServiceSid || '', body: message.body, at: clock.now() });
        step(message, 'delivered');
      });
    });
    return message;
  }

  function step(message: Message, status: MessageStatus, errorCode?: number): void {
    message.status = status;
    message.updatedAt = clock.now();
    if (status === 'sent') message.sentAt = clock.now();
    if (errorCode !== undefined) message.errorCode = errorCode;
    tell(message);
  }

  function tell({ callback, sid, status, from, to, errorCode, messagingServiceSid }: Message): void {
    if (!callback) return;
    void world.webhooks.deliverInOrder(sid, {
      kind: 'message', url: callback, method: 'POST', params: {
        AccountSid: world.accountSid, ApiVersion: '2010-04-01', MessageSid: sid, SmsSid: sid, MessageStatus: status, SmsStatus: status, From: from, To: to,
        ...(messagingServiceSid && { MessagingServiceSid: messagingServiceSid }), ...(errorCode !== undefined && { ErrorCode: String(errorCode) }),
      },
    });
  }

  return { send, get: (sid: string) => messages.get(sid), all: () => [...messages.values()] };
}

export type Messages = ReturnType<typeof createMessages>;
