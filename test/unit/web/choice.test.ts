import { describe, expect, test } from 'vitest';
import { choiceFrom, choiceOf, fullName, plainName } from '../../../web/shop/choice.ts';
import de from '../../../web/words/de.ts';
import type { Messages } from '../../../web/words/messages.ts';

const config = { material: 'petg', finish: 'sanded', colour: 'moss' };
const chosen = { name: 'Geländerelief, 15 × 15 cm (petg, sanded, moss)', config };
const t = de as Messages;

describe('a print of the catalog', () => {
  test('is named without the ids of what was chosen, which are told in words of the page [CRT-02]', () => {
    expect(plainName(chosen)).toBe('Geländerelief, 15 × 15 cm');
    expect(choiceOf(chosen, t)).toBe('PETG, Geschliffen, Moos');
    expect(fullName(chosen, t)).toBe('Geländerelief, 15 × 15 cm (PETG, Geschliffen, Moos)');
  });

  test('leaves the name of what is sold as it is, brackets and all [CRT-02]', () => {
    const vase = { name: 'Vase (petg, sanded, moss)' };
    expect([plainName(vase), choiceOf(vase, t), fullName(vase, t)]).toEqual([vase.name, undefined, vase.name]);
    const other = { name: 'Vase (small)', config };
    expect(plainName(other)).toBe('Vase (small)');
  });

  test('is chosen of what its product has: what it has not is the first of it [CRT-02]', () => {
    const configuration = { material: ['pla', 'petg'], finish: ['as-printed', 'sanded'], colour: ['white', 'moss'] };
    expect(choiceFrom({ configuration }, { material: 'petg', colour: 'gold' })).toEqual({
      material: 'petg',
      finish: 'as-printed',
      colour: 'white',
    });
    expect(choiceFrom({ configuration: { ...configuration, colour: [] } }, {})).toBeUndefined();
    expect(choiceFrom({}, {})).toBeUndefined();
  });
});
