/** In which colour a product's status is told. */
export const PRODUCT_TONES = { DRAFT: 'wait', ACTIVE: 'good', WITHDRAWN: '' } as const;
