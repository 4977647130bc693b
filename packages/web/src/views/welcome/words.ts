// What the first screen says.

import { words } from '../../i18n/table.ts'

export const welcomeWords = words({
  hello: {
    en: 'One conversation, whatever you have.',
    es: 'Una conversación, con lo que tengas.',
    fr: 'Une conversation, quel que soit l’outil.',
    cs: 'Jeden rozhovor, ať máte cokoli.',
  },
  about: {
    en: 'Browsers, terminals and every IRC client meet here in the same rooms.',
    es: 'Navegadores, terminales y todos los clientes de IRC se encuentran aquí en las mismas salas.',
    fr: 'Navigateurs, terminaux et tous les clients IRC se retrouvent ici dans les mêmes salons.',
    cs: 'Prohlížeče, terminály i všechny klienty IRC se tu potkávají ve stejných místnostech.',
  },
  guest: { en: 'As a guest', es: 'Como invitado', fr: 'En invité', cs: 'Jako host' },
  account: { en: 'Sign in', es: 'Iniciar sesión', fr: 'Se connecter', cs: 'Přihlásit se' },
  register: { en: 'New account', es: 'Cuenta nueva', fr: 'Nouveau compte', cs: 'Nový účet' },
  ways: { en: 'How to come in', es: 'Cómo entrar', fr: 'Comment entrer', cs: 'Jak vstoupit' },
  name: { en: 'Your name', es: 'Tu nombre', fr: 'Votre nom', cs: 'Vaše jméno' },
  nameHint: {
    en: 'It is how others see you. Leave it empty to be given one.',
    es: 'Así te ven los demás. Déjalo vacío y se te dará uno.',
    fr: 'C’est ainsi que les autres vous voient. Laissez vide pour en recevoir un.',
    cs: 'Tak vás uvidí ostatní. Necháte-li je prázdné, nějaké dostanete.',
  },
  password: { en: 'Password', es: 'Contraseña', fr: 'Mot de passe', cs: 'Heslo' },
  accountHint: {
    en: 'An account keeps your name and your rooms, on all your devices.',
    es: 'Una cuenta conserva tu nombre y tus salas en todos tus dispositivos.',
    fr: 'Un compte garde votre nom et vos salons, sur tous vos appareils.',
    cs: 'Účet uchová vaše jméno a místnosti na všech zařízeních.',
  },
  enterGuest: { en: 'Start talking', es: 'Empezar a hablar', fr: 'Commencer à discuter', cs: 'Začít si povídat' },
  enterAccount: { en: 'Sign in', es: 'Iniciar sesión', fr: 'Se connecter', cs: 'Přihlásit se' },
  enterRegister: { en: 'Create the account', es: 'Crear la cuenta', fr: 'Créer le compte', cs: 'Vytvořit účet' },
  entering: { en: 'Connecting …', es: 'Conectando…', fr: 'Connexion…', cs: 'Připojování…' },
  forLink: {
    en: 'You have been invited to a room. Say who you are, and you are in.',
    es: 'Te han invitado a una sala. Di quién eres y estarás dentro.',
    fr: 'Vous êtes invité dans un salon. Dites qui vous êtes, et vous y êtes.',
    cs: 'Byli jste pozváni do místnosti. Řekněte, kdo jste, a jste uvnitř.',
  },
  forClaim: {
    en: 'This link makes you the operator of this server. That needs an account.',
    es: 'Este enlace te hace operador de este servidor. Para ello hace falta una cuenta.',
    fr: 'Ce lien fait de vous l’opérateur de ce serveur. Il faut pour cela un compte.',
    cs: 'Tento odkaz z vás učiní správce serveru. K tomu je třeba účet.',
  },
  others: {
    en: 'Other ways to connect',
    es: 'Otras formas de conectar',
    fr: 'Autres façons de se connecter',
    cs: 'Další způsoby připojení',
  },
})
