/**
 * What a context knows of people, as its `personal.ts` declares it (docs/adr/0020): how it tells it to whom it is about,
 * and how it lets go of it. Privacy asks every context; nobody else does.
 */
import * as z from 'zod';
import { Timestamp } from './http/shapes.ts';
import type { Store } from './store/store.ts';
import type { TableAccess } from './store/table-access.ts';

/** The tables that a context needs to know what it knows of a person, by the names of their contexts. */
export interface PersonalPorts<Contexts extends string> {
  readonly store: Store;
  readonly tables: Readonly<Record<Contexts, string>>;
}

/** What a method may do to the tables that it is given. */
type AccessOf<Ports> = Ports extends { readonly tables: infer Tables } ? TableAccess<keyof Tables & string> : object;

export interface PersonalPart<ExportPorts, ErasePorts, S extends z.core.$ZodLooseShape = z.core.$ZodLooseShape> {
  /** The context, and by that its table. */
  readonly context: string;
  /**
   * What it adds to the file of a person's data, by name. Whatever a schema does not name is left out, so that a new
   * attribute gets in on purpose only. A new section is optional: readers of the file do not expect it.
   */
  readonly sections: S;
  /** What the two methods do to tables: privacy's functions may do it for that. */
  readonly access: { readonly exportSections: AccessOf<ExportPorts>; readonly erase: AccessOf<ErasePorts> };
  /** What the sections hold of one user; may carry more than their schemas name. */
  exportSections(ports: ExportPorts, userId: string): Promise<z.input<z.ZodObject<S>>>;
  /**
   * Lets go of what is about a user who has left. May be repeated. Answers the ids of what still runs and needs what it
   * knows: that is let go of by a later call, once it has ended.
   */
  erase(ports: ErasePorts, userId: string): Promise<readonly string[]>;
}

/** Declares what a context knows of people. */
export const personalPart = <ExportPorts, ErasePorts, S extends z.core.$ZodLooseShape>(
  part: PersonalPart<ExportPorts, ErasePorts, S>,
): PersonalPart<ExportPorts, ErasePorts, S> => part;

/** Something that happened, with what of it is no machinery. The actor is `anonymous` where nothing may be told of who it was. */
export const Happening = z.object({ at: Timestamp, type: z.string(), actor: z.string() });

/** A postal address as it was taken. What is asked of a new one may grow, and keeps nobody from their data. */
export const KeptAddress = z.object({
  name: z.string(),
  company: z.string().optional(),
  line1: z.string(),
  line2: z.string().optional(),
  city: z.string(),
  postalCode: z
    .string()
    .optional()
    .transform((code) => code ?? '')
    .pipe(z.string())
    .meta({ description: 'Empty where the country has none' }),
  region: z.string().optional(),
  country: z.string(),
});
