import { KeyboardAnswers, LoginMethods, type Credentials } from './ssh-login.js';

const password: Credentials = {
  username: 'admin',
  password: 'pwd123',
  privateKey: undefined,
  passphrase: undefined,
};
const key: Credentials = { ...password, privateKey: 'PEM' };

describe('LoginMethods', () => {
  it('tries the password first, and without asking what is offered', () => {
    expect(new LoginMethods(password).next(null, false)).toBe('password');
  });

  it('goes on to keyboard-interactive where the device takes no passwords', () => {
    const methods = new LoginMethods(password);
    methods.next(null, false);

    expect(methods.next(['keyboard-interactive'], false)).toBe('keyboard-interactive');
  });

  it('does not try a refused password a second time', () => {
    const methods = new LoginMethods(password);
    methods.next(null, false);

    expect(methods.next(['password', 'keyboard-interactive'], false)).toBe(false);
  });

  it('prefers a key, and falls back to the password', () => {
    const methods = new LoginMethods(key);

    expect(methods.next(null, false)).toBe('publickey');
    expect(methods.next(['publickey', 'password'], false)).toBe('password');
    expect(methods.next(['publickey', 'password'], false)).toBe(false);
  });

  it('gives the second factor when the first was right', () => {
    const methods = new LoginMethods(key);
    methods.next(null, false);

    expect(methods.next(['keyboard-interactive'], true)).toBe('keyboard-interactive');
  });

  it('logs in without anything where nothing is given', () => {
    expect(new LoginMethods({ ...password, password: undefined }).next(null, false)).toBe('none');
  });
});

describe('KeyboardAnswers', () => {
  it('answers name and password', () => {
    const answers = new KeyboardAnswers(password);

    expect(answers.answer([{ prompt: 'Username: ', echo: true }])).toEqual(['admin']);
    expect(answers.answer([{ prompt: 'Password: ', echo: false }])).toEqual(['pwd123']);
  });

  it('accepts the statement that PAN-OS shows before it asks for the password', () => {
    const answers = new KeyboardAnswers(password);
    const statement = 'Do you accept and acknowledge the statement above ? (yes/no) : ';

    expect(answers.answer([{ prompt: statement, echo: true }])).toEqual(['yes']);
    expect(answers.answer([{ prompt: 'Password: ', echo: false }])).toEqual(['pwd123']);
  });

  it('gives the password once', () => {
    const answers = new KeyboardAnswers(password);
    answers.answer([{ prompt: 'Password: ', echo: false }]);

    expect(answers.answer([{ prompt: 'Password: ', echo: false }])).toBeNull();
  });
});
