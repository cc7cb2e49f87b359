<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Support;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Account\Environment;
use Paygent\Payments\Gateway\Credentials;
use Paygent\Payments\Gateway\ExtensionGateway;
use Paygent\Payments\Gateway\Login;
use Paygent\Payments\Settings\Secret;
use Paygent\Tests\Support\Process;
use Paygent\Tests\Support\Scratch;

/**
 * A running local Paygent with a manual clock (docs/sandbox.md): its kit, its contract and a gateway to it.
 *
 * Each one has data, clock and contract of its own; it takes a quarter of a second to start. Tests that
 * move the clock far or change the contract start() one; the others use shared() and clear their faults.
 */
final class LocalPaygent
{
    private static ?self $shared = null;

    public readonly PaygentTool $tool;

    /** @param array<string, mixed> $contract the first merchant of account.json */
    private function __construct(
        private readonly Process $process,
        public readonly string $kit,
        public readonly string $telegramUrl,
        public readonly string $pageUrl,
        string $toolUrl,
        private readonly array $contract,
    ) {
        $this->tool = new PaygentTool($toolUrl, $this->contract('merchant_id'));
    }

    public static function shared(): self
    {
        return self::$shared ??= self::start();
    }

    /** @param list<string> $options further options of `paygent sandbox serve` */
    public static function start(array $options = []): self
    {
        $program = getenv('PAYGENT_BIN');
        $program = $program === false ? \dirname(__DIR__, 4) . '/target/debug/paygent' : $program;
        $process = Process::start([
            'setpriv', '--pdeathsig=TERM', '--',
            $program, 'sandbox', 'serve', '--dir', Scratch::directory('paygent'), '--clock', 'manual', ...$options,
        ]);
        /** @var array{kit: string, telegram_url: string, page_url: string, tool_url: string} $ready */
        $ready = json_decode($process->line(), true, 8, JSON_THROW_ON_ERROR);
        /** @var array{merchants: non-empty-list<array<string, mixed>>} $accounts */
        $accounts = json_decode((string) file_get_contents($ready['kit'] . '/account.json'), true, 64, JSON_THROW_ON_ERROR);

        return new self(
            $process,
            $ready['kit'],
            $ready['telegram_url'],
            $ready['page_url'],
            $ready['tool_url'],
            $accounts['merchants'][0],
        );
    }

    public function stop(): void
    {
        $this->process->stop();
    }

    /** A text of the contract as it was at the start: merchant_id, notice_hash_key, link_hash_key … */
    public function contract(string $key): string
    {
        $value = $this->contract[$key] ?? null;

        return \is_string($value) ? $value : throw new \OutOfBoundsException("the contract has no text $key");
    }

    public function account(string $siteId = ''): Account
    {
        return new Account('local', Environment::Local, $this->contract('merchant_id'), $siteId);
    }

    public function linkUrl(): string
    {
        return $this->telegramUrl . '/v/u/request';
    }

    /**
     * The kit's settings file, or a copy with changes.
     *
     * @param array<string, string> $changes without the common prefix, e.g. ['timeout_value' => '2']
     */
    public function settingsFile(array $changes = []): string
    {
        $path = $this->kit . '/modenv_properties.conf';
        if ($changes === []) {
            return $path;
        }
        // Bytes: the comments are in Windows-31J.
        $text = (string) file_get_contents($path);
        foreach ($changes as $key => $value) {
            $line = '/^paygentB2Bmodule\.' . preg_quote($key, '/') . '=.*$/m';
            $text = (string) preg_replace_callback(
                $line,
                static fn (): string => "paygentB2Bmodule.$key=$value",
                $text,
                1,
                $count,
            );
            if ($count !== 1) {
                throw new \OutOfBoundsException("the settings file has no $key");
            }
        }
        $copy = Scratch::directory('settings') . '/modenv_properties.conf';
        file_put_contents($copy, $text);

        return $copy;
    }

    public function login(): Login
    {
        return new Login(
            $this->contract('connect_id'),
            new Secret($this->contract('connect_password')),
            $this->linkUrl(),
        );
    }

    /** @param array<string, string> $settings changes to the settings file */
    public function gateway(array $settings = [], ?Login $login = null): ExtensionGateway
    {
        $file = $this->settingsFile($settings);

        return new ExtensionGateway(new class ($login ?? $this->login()) implements Credentials {
            public function __construct(private readonly Login $login) {}

            public function of(Account $account): Login
            {
                return $this->login;
            }
        }, static fn (Account $account): string => $file);
    }

    /**
     * A card token as the page's script gets it (card-token 3).
     *
     * @param string $number its last four digits choose the answer (sandbox-environment)
     */
    public function cardToken(string $number = '4900000000000000', string $cvc = '123', string $name = ''): string
    {
        $answer = Http::request('POST', $this->pageUrl . '/n/token/request', http_build_query([
            'merchant_id' => $this->contract('merchant_id'),
            'token_generate_key' => $this->contract('token_generate_key'),
            'card_number' => $number,
            'card_expire_year' => date('y', intdiv($this->tool->time(), 1000) + 2 * 365 * 86_400),
            'card_expire_month' => '12',
            'card_cvc' => $cvc,
            'card_name' => $name,
        ]));
        if (preg_match('/"token":"(\w+)"/', $answer->body, $found) !== 1) {
            throw new \RuntimeException('no card token: ' . $answer->body);
        }

        return $found[1];
    }

    public function browser(): Browser
    {
        return new Browser([$this->pageUrl, $this->telegramUrl]);
    }
}
