// recognise: who calls, by the number they call from. A number can be forged: it chooses a way, and nothing is spoken for it.
import type { StepKind } from './kind.ts';

export const recognise: StepKind<'recognise'> = {
  enter(_step, scene) {
    const contact = scene.known('contact');
    if (!contact) return { need: { need: 'contact' } };
    if (contact.is === 'found') scene.set({ plan: contact.plan, ...(contact.language === undefined ? {} : { 'contact-language': contact.language }) });
    return { leave: contact.is === 'found' ? 'known' : contact.is };
  },
};
