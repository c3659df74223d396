import { Check, Stepper } from '../kit/form.tsx';
import { vars } from '../kit/print.tsx';
import type { PrintConfig, PrintOptions } from '../shop/print-shapes.ts';
import { usePrint } from '../words/print.ts';
import { useWords } from '../words/words.tsx';
import type { PrintDraft } from './print-config.ts';

/** Material, colour, finish, infill, quantity and time of a print. In: materials that it fits, where that is known; prices that are known already. */
export function Choose({
  options,
  config,
  onChange,
  fits,
  prices,
}: {
  options: PrintOptions;
  config: PrintConfig;
  onChange: (change: Partial<PrintDraft>) => void;
  fits: Readonly<Record<string, boolean>> | undefined;
  prices: Readonly<Record<string, string | undefined>>;
}) {
  const p = usePrint();
  const { t, number } = useWords();
  const material = options.materials.find(({ id }) => id === config.material);
  const named = (id: string, list: readonly { readonly id: string; readonly name: string }[]) =>
    t.values[id] ?? list.find((one) => one.id === id)?.name ?? id;
  const nextBreak = options.quantityBreaks.find(({ from }) => from > config.quantity);
  const infill = config.infill ?? 0;
  return (
    <>
      <fieldset>
        <legend className="label">{p.choose.material}</legend>
        <div className="mats">
          {options.materials.map(({ id, name }) => (
            <label key={id}>
              <input
                type="radio"
                name="material"
                value={id}
                checked={id === config.material}
                onChange={() => onChange({ material: id })}
              />
              <span>
                <b>{t.values[id] ?? name}</b>
                <small>{fits?.[id] === false ? p.choose.doesNotFit : (p.choose.materials[id] ?? name)}</small>
                {prices[id] && <em className="num">{prices[id]}</em>}
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <div className="two">
        <fieldset>
          <legend className="label">
            {p.choose.colour}: <span className="muted plain">{named(config.colour ?? '', options.colours)}</span>
          </legend>
          <div className="swatches">
            {material?.colours.map((id) => (
              <label key={id} title={named(id, options.colours)}>
                <input
                  type="radio"
                  name="colour"
                  aria-label={named(id, options.colours)}
                  checked={id === config.colour}
                  onChange={() => onChange({ colour: id })}
                />
                <span style={vars({ '--c': options.colours.find((one) => one.id === id)?.hex })} />
              </label>
            ))}
          </div>
        </fieldset>
        <div className="field">
          <span className="label">{p.choose.quantity}</span>
          <div>
            <Stepper
              value={config.quantity}
              max={options.maxQuantity}
              onChange={(quantity) => onChange({ quantity })}
              names={{ less: t.product.less, more: t.product.more, quantity: p.choose.quantity }}
            />
          </div>
          {nextBreak && <p className="hint">{p.choose.breakFrom(number(nextBreak.from), number(nextBreak.percent))}</p>}
        </div>
      </div>
      {material?.technology === 'fdm' && (
        <div className="field">
          <label htmlFor="infill">
            {p.choose.infill}: <span className="muted plain">{p.choose.infillOf(number(infill))}</span>
          </label>
          <input
            className="slider"
            id="infill"
            type="range"
            min={5}
            max={100}
            step={5}
            value={infill}
            aria-valuetext={p.choose.infillOf(number(infill))}
            style={vars({ '--v': `${((infill - 5) / 95) * 100}%` })}
            onChange={({ target }) => onChange({ infill: target.valueAsNumber })}
          />
          <div className="stops" aria-hidden="true">
            <span>{p.choose.light}</span>
            <span>{p.choose.sturdy}</span>
            <span>{p.choose.solid}</span>
          </div>
        </div>
      )}
      {material && material.finishes.length > 1 && (
        <fieldset>
          <legend className="label">{p.choose.finish}</legend>
          <div className="seg">
            {material.finishes.map((id) => (
              <label key={id}>
                <input
                  type="radio"
                  name="finish"
                  checked={id === config.finish}
                  onChange={() => onChange({ finish: id })}
                />
                <span>{named(id, options.finishes)}</span>
              </label>
            ))}
          </div>
        </fieldset>
      )}
      <Check checked={config.rush ?? false} onChange={({ target }) => onChange({ rush: target.checked })}>
        {p.choose.rush(options.rush.leadDays, number(options.rush.percent))}
      </Check>
    </>
  );
}
