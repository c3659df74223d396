import { expect, test } from 'vitest';
import { contracts } from '../../../functions/contracts.ts';
import type { Permission } from '../../../functions/shared/http/permissions.ts';

/**
 * What each operation of the back office asks for, written a second time by hand from api.md: a contract that asks for another
 * permission is a decision, and is taken here as well.
 */
const ASKS: Readonly<Record<string, Permission>> = {
  adminGetReview: 'reviews:moderate',
  adminListReviews: 'reviews:moderate',
  adminListUsers: 'users:manage',
  adminModerateReview: 'reviews:moderate',
  adminGetUser: 'users:manage',
  adminChangeUser: 'users:manage',
  adminListProducts: 'catalog:write',
  adminGetProduct: 'catalog:write',
  adminAddProduct: 'catalog:write',
  adminReplaceProduct: 'catalog:write',
  adminChangeProduct: 'catalog:write',
  adminWithdrawProduct: 'catalog:write',
  uploadImage: 'catalog:write',
  getImageUpload: 'catalog:write',
  getFile: 'files:read',
  decideQuote: 'quotes:review',
  adminListPriceRules: 'quotes:review',
  adminCreatePriceRules: 'quotes:review',
  adminTryPriceRules: 'quotes:review',
  adminActivatePriceRules: 'quotes:review',
  adminListStock: 'inventory:write',
  adminGetStock: 'inventory:write',
  adminExportProducts: 'catalog:write',
  adminGetImport: 'catalog:write',
  adminGetProductExport: 'catalog:write',
  adminImportProducts: 'catalog:write',
  adminChangeStock: 'inventory:write',
  adminGetCapacity: 'inventory:write',
  adminGetMachineDay: 'inventory:write',
  adminChangeCapacity: 'inventory:write',
  adminListOrders: 'orders:read',
  changeOrderStatus: 'orders:write',
  listWarnings: 'orders:read',
  adminGetOrder: 'orders:read',
  adminListSagas: 'sagas:read',
  adminRetrySaga: 'sagas:retry',
};

test('every operation of the back office asks for the permission that was decided for it [AUT-13, AUT-23]', () => {
  const asked = Object.values(contracts)
    .flatMap(({ routes }) => routes)
    .flatMap(({ operationId, access }) => (access.kind === 'permission' ? [[operationId, access.permission]] : []));
  expect(Object.fromEntries(asked)).toEqual(ASKS);
});
