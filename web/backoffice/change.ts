import { useMutation } from '@tanstack/react-query';
import { Refused } from '../shop/client.ts';
import { sessionEnded } from '../shop/session.ts';

/** Something that changes the shop. A session that has ended meanwhile asks for a sign-in, and the page stays as it is. */
export const useChange = <Variables, Data>(
  mutationFn: (variables: Variables) => Promise<Data>,
  onSuccess?: (data: Data, variables: Variables) => void,
) =>
  useMutation({
    mutationFn,
    onSuccess: (data: Data, variables: Variables) => onSuccess?.(data, variables),
    onError: (error) => {
      if (error instanceof Refused && error.status === 401) sessionEnded();
    },
  });
