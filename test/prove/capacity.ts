import { signedIn } from '@printverse/client/program-client.ts';
import { answered, newIntent, type ShopClient } from '@printverse/client/shop-client.ts';
import { HORIZON_DAYS, planningDays } from '../../functions/inventory/capacity/plan-jobs.ts';
import { materialSku } from '../../functions/inventory/capacity/workshop.ts';
import { audit } from '../support/audit.ts';
import type { WrappedShop } from '../support/wrapped-shop.ts';
import { buyOne, idOf } from './buy-one.ts';
import type { StormResult } from './hot-sku.ts';
import { sagaErrors } from './saga-history.ts';
import { countByStatus, settledBooks, unitsOf } from './settled.ts';

/** Only this machine prints this material, so nobody gets away to another one. */
const MACHINE = 'powder-165';
const MATERIAL = 'nylon';
const SKU = 'PROVED-PRINT';

/** A print of the catalog that takes an hour. Answers its id. */
async function hourlyPrint(staff: ShopClient): Promise<string> {
  const product = await answered(
    staff.POST('/admin/products', {
      params: { header: newIntent() },
      body: {
        slug: 'proved-print',
        kind: 'print',
        department: 'prints',
        category: 'gifts',
        tags: [],
        status: 'ACTIVE',
        texts: { en: { name: 'Proved print', description: 'Takes an hour of the machine.' } },
        taxClass: 'standard',
        variants: [
          {
            sku: SKU,
            name: { en: 'One' },
            price: { amount: 1_900, currency: 'EUR' },
            options: {},
            print: { grams: 5, minutes: 60 },
          },
        ],
        configuration: { material: [MATERIAL], finish: ['as-printed'], colour: ['white'] },
      },
    }),
  );
  return product.id;
}

/** Leaves the machine so many hours on one day within the horizon, and none on any other, tomorrow's horizon included. */
async function narrow(staff: ShopClient, hours: number): Promise<void> {
  const days = [
    ...planningDays(new Date()),
    ...planningDays(new Date(Date.now() + 86_400_000)).slice(HORIZON_DAYS - 1),
  ];
  for (const [index, date] of days.entries()) {
    await answered(
      staff.PUT('/admin/capacity/{machineId}/{date}', {
        params: { path: { machineId: MACHINE, date }, header: { 'If-Match': '"0"' } },
        body: index === 2 ? { hours, reason: 'Proof' } : { closed: true, reason: 'Proof' },
      }),
    );
  }
}

/** `buyers` people order a print of one hour each, all at once, of a machine that has `hours` left. */
export async function scarceHours(
  shop: WrappedShop,
  { buyers, hours }: { readonly buyers: number; readonly hours: number },
): Promise<StormResult> {
  const { apiUrl, users } = shop.outputs;
  const [buyer, staff] = await Promise.all([signedIn(apiUrl, users.customer), signedIn(apiUrl, users.staff)]);
  const goods = { productId: await hourlyPrint(staff), sku: SKU, config: { material: MATERIAL } };
  await narrow(staff, hours);
  const material = materialSku(MATERIAL);
  const { pooled, taken, brought } = unitsOf(await shop.evidence({}), material);
  const answers = new Map<string, number>();
  const bought = await Promise.all(Array.from({ length: buyers }, () => buyOne(buyer, goods, answers)));
  const evidence = await settledBooks(shop, { [material]: pooled + taken - brought }, 600);
  const ids = new Set(bought.map(idOf));
  const orders = countByStatus(evidence, ids);
  const oversold = (orders['COMPLETED'] ?? 0) - hours;
  const broken = evidence.orders.filter(
    ({ id, failure }) => ids.has(String(id)) && (failure as { code: string } | undefined)?.code === 'technical',
  );
  const whys = await Promise.all(broken.map(({ id }) => sagaErrors(shop.endpoint, String(id))));
  const faults = [...audit(evidence), ...broken.map(({ id }, nth) => `${String(id)} failed: ${whys[nth]}`)];
  return { answers: Object.fromEntries(answers), orders, oversold, faults };
}
