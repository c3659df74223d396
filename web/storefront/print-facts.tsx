import { Icon } from '../kit/icon.tsx';
import { Note } from '../kit/states.tsx';
import type { Analysis, LengthUnit, PrintOptions, Upload } from '../shop/print-shapes.ts';
import { usePrint } from '../words/print.ts';
import { useWords } from '../words/words.tsx';

const rounded = (value: number): number => (value >= 100 ? Math.round(value) : Math.round(value * 10) / 10);

/** Sides as on a drawing: 64 × 55.4 × 96 mm. */
export function useSides(): (sides: readonly number[]) => string {
  const { number } = useWords();
  const p = usePrint();
  return (sides) => p.view.mm(sides.map((side) => number(rounded(side))).join(' × '));
}

/** What was measured of a model, in short. In: by how much lengths grow by the unit that was chosen. */
export function Facts({
  analysis,
  factor,
  options,
}: {
  analysis: Analysis;
  factor: number;
  options: PrintOptions | undefined;
}) {
  const p = usePrint();
  const { t, number } = useWords();
  const sides = useSides();
  const { boundingBoxMm, volumeMm3, watertight, shells, fits, notes, items, unitSuspicion } = analysis;
  const fitting = Object.keys(fits).filter((id) => fits[id]);
  const all = Object.keys(fits).length === fitting.length;
  const nameOf = (id: string) => t.values[id] ?? options?.materials.find((one) => one.id === id)?.name ?? id;
  const shown = notes.filter(({ code }) => code !== 'unit-suspicion');
  return (
    <>
      <ul className="checks">
        <li>
          <Icon name="ruler" />
          <span>{p.facts.size}</span>
          <span className="muted mono">
            {sides([boundingBoxMm.x * factor, boundingBoxMm.y * factor, boundingBoxMm.z * factor])}
          </span>
        </li>
        <li>
          <Icon name="cube" />
          <span>{p.facts.volume}</span>
          <span className="muted mono">
            {volumeMm3 === null ? '–' : p.facts.cm3(number(rounded((volumeMm3 * factor ** 3) / 1000)))}
          </span>
        </li>
        <li className={watertight ? '' : 'w'}>
          <Icon name={watertight ? 'check' : 'warn'} />
          <span>{p.facts.closed}</span>
          <span className="muted">{watertight ? p.facts.watertight : p.facts.open}</span>
        </li>
        {!unitSuspicion && (
          <li className={fitting.length > 0 ? '' : 'w'}>
            <Icon name={fitting.length > 0 ? 'check' : 'warn'} />
            <span>{p.facts.fits}</span>
            <span className="muted">
              {fitting.length === 0 ? p.facts.tooLarge : all ? p.facts.everyMaterial : fitting.map(nameOf).join(', ')}
            </span>
          </li>
        )}
        <li>
          <Icon name="layers" />
          <span>{p.facts.bodies}</span>
          <span className="muted">{p.facts.shells(shells)}</span>
        </li>
        {items.length > 1 && (
          <li>
            <Icon name="box" />
            <span>{p.facts.items}</span>
            <span className="muted">{p.facts.pieces(items.reduce((sum, { quantity }) => sum + quantity, 0))}</span>
          </li>
        )}
      </ul>
      {shown.length > 0 && (
        <div className="noticed">
          <h3>{p.facts.notes}</h3>
          <ul>
            {shown.map(({ code, message }) => (
              <li key={code}>{p.notes[code] ?? message}</li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}

/** Asks for the unit of a file whose size makes it doubtful, with the size that it has in each. */
export function UnitQuestion({
  suspicion,
  chosen,
  onChoose,
}: {
  suspicion: NonNullable<Analysis['unitSuspicion']>;
  chosen: LengthUnit | undefined;
  onChoose: (unit: LengthUnit) => void;
}) {
  const p = usePrint();
  const sides = useSides();
  return (
    <fieldset className="note laser unit">
      <Icon name="ruler" />
      <div>
        <legend>
          <strong>{p.unit.ask}</strong>
        </legend>
        <p>
          {p.unit.text} {suspicion.headerUnit && p.unit.header(suspicion.headerUnit)}
        </p>
        <div className="seg">
          {suspicion.readings.map(({ unit, boundingBoxMm }) => (
            <label key={unit}>
              <input type="radio" name="unit" checked={chosen === unit} onChange={() => onChoose(unit)} />
              <span>
                {p.unit.units[unit]}
                <small className="mono">{sides(boundingBoxMm)}</small>
              </span>
            </label>
          ))}
        </div>
      </div>
    </fieldset>
  );
}

/** Why a file was refused, in plain words. */
export function Refusal({ reasons }: { reasons: NonNullable<Upload['reasons']> }) {
  const p = usePrint();
  return (
    <div role="alert">
      <Note tone="bad" icon="warn">
        <strong>{p.files.stages.refused}</strong>
        {reasons.map(({ code, message, detail }) => (
          <p key={`${code} ${detail ?? ''}`}>
            {p.refusals[code] ?? message} {detail && <span className="mono small">{detail}</span>}
          </p>
        ))}
      </Note>
    </div>
  );
}
