// Buttons, with words or with a pictogram that has its words beside it for who cannot see it.

import type { ComponentProps } from 'react'

import { Icon, type IconName } from './icon.tsx'

interface ButtonProps extends ComponentProps<'button'> {
  readonly look?: 'main' | 'quiet' | 'bad'
  readonly icon?: IconName
}

export function Button({ look, icon, children, type = 'button', ...rest }: ButtonProps) {
  return (
    <button className="button" data-look={look} type={type} {...rest}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  )
}

interface IconButtonProps extends ComponentProps<'button'> {
  readonly icon: IconName
  /** What it does: read out, and shown on hover. */
  readonly label: string
}

export function IconButton({ icon, label, type = 'button', ...rest }: IconButtonProps) {
  return (
    <button className="icon-button" type={type} aria-label={label} title={label} {...rest}>
      <Icon name={icon} />
    </button>
  )
}
