import { NumberInput, type NumberInputProps } from '@mantine/core';
import { useState } from 'react';

type Props = Omit<NumberInputProps, 'value' | 'onChange' | 'onBlur' | 'allowDecimal' | 'allowNegative'> & {
  readonly value: number;
  readonly onAmount: (amount: number) => void;
};

/** A whole number that is always there: a field left empty shows again what holds. */
export function AmountInput({ value, onAmount, ...rest }: Props) {
  const [isEmpty, setEmpty] = useState(false);
  return (
    <NumberInput
      {...rest}
      allowDecimal={false}
      allowNegative={false}
      value={isEmpty ? '' : value}
      onChange={(typed) => {
        setEmpty(typed === '');
        if (typeof typed === 'number') onAmount(typed);
      }}
      onBlur={() => setEmpty(false)}
    />
  );
}
