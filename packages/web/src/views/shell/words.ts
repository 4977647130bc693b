// What the frame around all views says.

import { words } from '../../i18n/table.ts'

export const shellWords = words({
  rooms: { en: 'Rooms', es: 'Salas', fr: 'Salons', cs: 'Místnosti' },
  people: { en: 'People', es: 'Personas', fr: 'Personnes', cs: 'Lidé' },
  toConversation: {
    en: 'Skip to the conversation',
    es: 'Ir a la conversación',
    fr: 'Aller à la conversation',
    cs: 'Přejít k rozhovoru',
  },
})
