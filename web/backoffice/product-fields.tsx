import { Field, Select, TextArea } from '../kit/form.tsx';
import { Icon } from '../kit/icon.tsx';
import { DEPARTMENTS } from '../shop/shelves.ts';
import { useOffice } from '../words/office.tsx';
import { useWords } from '../words/words.tsx';
import { KINDS, PRODUCT_STATUSES, TAXES } from './data/products.ts';
import {
  emptyVariant,
  LANGUAGES,
  type Language,
  type Typed,
  type TypedText,
  type TypedVariant,
} from './product-form.ts';

interface Props {
  readonly typed: Typed;
  readonly onChange: (typed: Typed) => void;
  /** What is wrong, by the name of the field. */
  readonly errors: ReadonlyMap<string, string>;
  readonly isNew: boolean;
}

/** All fields of a product but its pictures. */
export function ProductFields(props: Props) {
  return (
    <>
      <Basics {...props} />
      <Texts {...props} />
      <Variants {...props} />
      {props.typed.kind === 'print' && <Configuration {...props} />}
    </>
  );
}

function Basics({ typed, onChange, errors, isNew }: Props) {
  const o = useOffice();
  const { t } = useWords();
  const set = (change: Partial<Typed>) => onChange({ ...typed, ...change });
  return (
    <fieldset className="plate pad stack">
      <legend className="legend">{o.product.basics}</legend>
      <div className="fields">
        <Field
          className="half"
          label={o.product.slug}
          name="slug"
          hint={o.product.slugHint}
          value={typed.slug}
          error={errors.get('slug')}
          onChange={({ target }) => set({ slug: target.value })}
        />
        <Field
          className="half"
          label={o.product.category}
          name="category"
          hint={o.product.categoryHint}
          value={typed.category}
          error={errors.get('category')}
          onChange={({ target }) => set({ category: target.value })}
        />
        <Select
          className="third"
          label={o.product.status}
          name="status"
          value={typed.status}
          error={errors.get('status')}
          onChange={({ target }) => set({ status: target.value as Typed['status'] })}
        >
          {PRODUCT_STATUSES.filter((status) => !isNew || status !== 'WITHDRAWN').map((status) => (
            <option key={status} value={status}>
              {o.productStatus[status]}
            </option>
          ))}
        </Select>
        <Select
          className="third"
          label={o.product.kind}
          name="kind"
          value={typed.kind}
          error={errors.get('kind')}
          onChange={({ target }) => set({ kind: target.value as Typed['kind'] })}
        >
          {KINDS.map((kind) => (
            <option key={kind} value={kind}>
              {o.kinds[kind]}
            </option>
          ))}
        </Select>
        <Select
          className="third"
          label={o.product.tax}
          name="taxClass"
          value={typed.taxClass}
          onChange={({ target }) => set({ taxClass: target.value as Typed['taxClass'] })}
        >
          {TAXES.map((tax) => (
            <option key={tax} value={tax}>
              {o.taxes[tax]}
            </option>
          ))}
        </Select>
        <Select
          className="half"
          label={o.product.department}
          name="department"
          value={typed.department}
          onChange={({ target }) => set({ department: target.value as Typed['department'] })}
        >
          {DEPARTMENTS.map((department) => (
            <option key={department} value={department}>
              {t.places[department]}
            </option>
          ))}
        </Select>
        <Field
          className="half"
          label={o.product.tags}
          name="tags"
          hint={o.product.tagsHint}
          value={typed.tags}
          error={errors.get('tags')}
          onChange={({ target }) => set({ tags: target.value })}
        />
      </div>
    </fieldset>
  );
}

function Texts({ typed, onChange, errors }: Props) {
  const o = useOffice();
  const set = (language: Language, change: Partial<TypedText>) =>
    onChange({
      ...typed,
      texts: { ...typed.texts, [language]: { ...typed.texts[language], ...change } },
    });
  return (
    <fieldset className="plate pad stack">
      <legend className="legend">{o.product.texts}</legend>
      <p className="small muted">{o.product.textsHint}</p>
      {LANGUAGES.map((language) => {
        const text = typed.texts[language];
        const name = (part: string) => `texts.${language}.${part}`;
        const filled = Object.values(text).some((value) => value !== '');
        const wrong = [...errors.keys()].some((field) => field.startsWith(`texts.${language}.`));
        return (
          <details key={language} open={language === 'en' || filled || wrong || undefined} className="language">
            <summary>{o.product.languages[language]}</summary>
            <div className="fields">
              <Field
                label={o.product.name}
                name={name('name')}
                value={text.name}
                error={errors.get(name('name'))}
                onChange={({ target }) => set(language, { name: target.value })}
              />
              <TextArea
                label={o.product.description}
                name={name('description')}
                value={text.description}
                error={errors.get(name('description'))}
                onChange={({ target }) => set(language, { description: target.value })}
              />
              <Field
                label={o.product.keywords}
                name={name('keywords')}
                hint={o.product.tagsHint}
                value={text.keywords}
                error={errors.get(name('keywords'))}
                onChange={({ target }) => set(language, { keywords: target.value })}
              />
            </div>
          </details>
        );
      })}
    </fieldset>
  );
}

function Variants({ typed, onChange, errors }: Props) {
  const o = useOffice();
  const setAll = (variants: readonly TypedVariant[]) => onChange({ ...typed, variants });
  return (
    <fieldset className="plate pad stack">
      <legend className="legend">{o.product.variants}</legend>
      {typed.variants.map((variant, index) => (
        <Variant
          key={variant.row}
          variant={variant}
          at={`variants.${index}`}
          errors={errors}
          onChange={(changed) => setAll(typed.variants.map((one, place) => (place === index ? changed : one)))}
          onRemove={
            typed.variants.length > 1 ? () => setAll(typed.variants.filter((_, place) => place !== index)) : undefined
          }
        />
      ))}
      <div>
        <button type="button" className="bead sm" onClick={() => setAll([...typed.variants, emptyVariant()])}>
          <Icon name="plus" size="s" />
          {o.product.addVariant}
        </button>
      </div>
    </fieldset>
  );
}

function Variant({
  variant,
  at,
  errors,
  onChange,
  onRemove,
}: {
  variant: TypedVariant;
  at: string;
  errors: Props['errors'];
  onChange: (variant: TypedVariant) => void;
  onRemove: (() => void) | undefined;
}) {
  const o = useOffice();
  const set = (change: Partial<TypedVariant>) => onChange({ ...variant, ...change });
  const field = (name: string) => ({ name: `${at}.${name}`, error: errors.get(`${at}.${name}`) });
  return (
    <div className="variant" role="group" aria-label={variant.sku || o.product.sku}>
      <div className="fields">
        <Field
          className="half"
          label={o.product.sku}
          {...field('sku')}
          value={variant.sku}
          onChange={({ target }) => set({ sku: target.value.toUpperCase() })}
        />
        <Field
          className="half"
          label={o.product.price}
          {...field('price.amount')}
          inputMode="decimal"
          value={variant.price}
          onChange={({ target }) => set({ price: target.value })}
        />
        {LANGUAGES.map((language) => (
          <Field
            key={language}
            className="third"
            label={`${o.product.variantName}, ${o.product.languages[language]}`}
            {...field(`name.${language}`)}
            value={variant.name[language]}
            onChange={({ target }) => set({ name: { ...variant.name, [language]: target.value } })}
          />
        ))}
        <Field
          className="half"
          label={o.product.options}
          {...field('options')}
          hint={o.product.optionsHint}
          value={variant.options}
          onChange={({ target }) => set({ options: target.value })}
        />
        <Field
          className="half"
          label={o.product.weight}
          {...field('weightG')}
          inputMode="decimal"
          value={variant.weight}
          onChange={({ target }) => set({ weight: target.value })}
        />
        <Field
          className="third"
          label={o.product.sizeX}
          {...field('dimensionsMm.x')}
          inputMode="decimal"
          value={variant.x}
          onChange={({ target }) => set({ x: target.value })}
        />
        <Field
          className="third"
          label={o.product.sizeY}
          {...field('dimensionsMm.y')}
          inputMode="decimal"
          value={variant.y}
          onChange={({ target }) => set({ y: target.value })}
        />
        <Field
          className="third"
          label={o.product.sizeZ}
          {...field('dimensionsMm.z')}
          inputMode="decimal"
          value={variant.z}
          onChange={({ target }) => set({ z: target.value })}
        />
      </div>
      {onRemove && (
        <button type="button" className="bead sm bare" onClick={onRemove}>
          <Icon name="minus" size="s" />
          {o.product.removeVariant(variant.sku || o.product.sku)}
        </button>
      )}
    </div>
  );
}

function Configuration({ typed, onChange, errors }: Props) {
  const o = useOffice();
  const names = ['material', 'finish', 'colour'] as const;
  return (
    <fieldset className="plate pad stack">
      <legend className="legend">{o.product.configuration}</legend>
      <div className="fields">
        {names.map((name) => (
          <Field
            key={name}
            label={o.product[name]}
            name={`configuration.${name}`}
            hint={o.product.tagsHint}
            value={typed[name]}
            error={errors.get(`configuration.${name}`)}
            onChange={({ target }) => onChange({ ...typed, [name]: target.value })}
          />
        ))}
      </div>
    </fieldset>
  );
}
