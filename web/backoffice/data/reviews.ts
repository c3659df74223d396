import type { components } from '@printverse/client/api.d.ts';
import { infiniteQueryOptions } from '@tanstack/react-query';
import { answered, FRESH, queries, shop } from '../../shop/client.ts';

export type AdminReview = components['schemas']['AdminReview'];
export type ReviewStatus = components['schemas']['ReviewStatus'];
export type ModerationReason = components['schemas']['ModerationReason'];

export const MODERATION_REASONS = [
  'spam',
  'offensive',
  'personal-data',
  'off-topic',
  'unlawful',
  'revised',
  'mistaken',
  'other',
] as const satisfies readonly ModerationReason[];

const PAGE = 50;

export const reviews = (status: ReviewStatus, limit = PAGE) =>
  infiniteQueryOptions({
    queryKey: ['office', 'reviews', status, limit],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      answered(
        shop.GET('/admin/reviews', {
          params: { query: { status, limit, ...(pageParam ? { cursor: pageParam } : {}) } },
          signal,
        }),
      ),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    staleTime: FRESH.live,
  });

export interface Decision {
  readonly status: ReviewStatus;
  readonly reason: ModerationReason;
  readonly note?: string;
}

/** Hides a review or shows it again. In: the version that was read. Throws `Refused`: 412, `not-found`. */
export const moderate = (reviewId: string, version: number, body: Decision): Promise<AdminReview> =>
  answered(
    shop.PATCH('/admin/reviews/{reviewId}', {
      params: { path: { reviewId }, header: { 'If-Match': `"${version}"` } },
      body,
    }),
  );

export const readReviewsAgain = (): Promise<void> => queries.invalidateQueries({ queryKey: ['office', 'reviews'] });
