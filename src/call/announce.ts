// What a supervisor has announced: said in the first menu, once in each language, nested in it so that every key works meanwhile.
import { heldAt } from '../door/switch.ts';
import { isCaller, type Scene } from './scene.ts';

/** Where the call keeps which announcement it has heard, and in which language. */
const HEARD = 'announced';

/** Nothing is said to whoever has no words in their language: they would hear another one in their own voice. */
export function announce(scene: Scene): void {
  const { announcement } = heldAt(scene.facts.switched, scene.now);
  const { language, vars } = scene.call;
  const words = announcement?.texts[language];
  const heard = `${announcement?.id} ${language}`;
  if (!isCaller(scene) || words === undefined || vars[HEARD] === heard) return;
  scene.set({ [HEARD]: heard });
  scene.spoken.push(scene.say('front.announcement', { announcement: words }));
}
