<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Settings;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Gateway\Credentials;
use Paygent\Payments\Gateway\ExtensionGateway;
use Paygent\Payments\Gateway\Login;
use Paygent\Payments\Gateway\Outcome;
use Paygent\Payments\Gateway\Telegram;
use Paygent\Payments\Journal\Accounts;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Migrator;
use Paygent\Payments\Settings\ActiveLogins;
use Paygent\Payments\Settings\ConnectionReport;
use Paygent\Payments\Settings\ConnectionTest;
use Paygent\Payments\Settings\DraftLogin;
use Paygent\Payments\Settings\Keyring;
use Paygent\Payments\Settings\Revisions;
use Paygent\Payments\Settings\Sealer;
use Paygent\Payments\Settings\Secret;
use Paygent\Payments\Settings\TelegramHosts;
use Paygent\Payments\Tests\Support\DatabaseKind;
use Paygent\Payments\Tests\Support\LocalPaygent;
use Paygent\Payments\Tests\Support\SettingsInput;
use Paygent\Payments\Tests\Support\WithDatabases;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** Against the local Paygent. */
final class ConnectionTestTest extends TestCase
{
    use WithDatabases;

    private LocalPaygent $paygent;

    protected function setUp(): void
    {
        $this->paygent = LocalPaygent::shared();
        $this->paygent->tool->clearFaults();
    }

    protected function tearDown(): void
    {
        LocalPaygent::shared()->tool->clearFaults();
    }

    /** From what a shop types to the first telegram with the settings in force. */
    public function testTriesADraftAndBringsItIntoForce(): void
    {
        $store = new Database($this->database(DatabaseKind::SQLite)->connect());
        (new Migrator($store))->migrate();
        $revisions = new Revisions($store, new Sealer(Keyring::generate()));
        $own = $this->paygent->account();
        $account = (new Accounts($store))->of($own->environment, $own->merchantId, '', 0);
        $id = $revisions->draft($account, $this->kit(), 0);

        $report = $this->tried(new DraftLogin($revisions->revision($account->id, $id)), $account, $id);
        self::assertSame(['works', '13001', ['127.0.0.1']], [$report->finding, $report->code, $report->telegramHosts]);
        $revisions->activate($id, $report, 1);

        $gateway = $this->gateway(new ActiveLogins($revisions));
        $answer = $gateway->send($account, new Telegram('094', ['trading_id' => 'NONE']));
        self::assertSame([Outcome::Answered, '13001'], [$answer->outcome, $answer->code]);
    }

    public function testAsksUnderAnotherNumberEachTime(): void
    {
        $before = \count($this->paygent->tool->telegrams('094'));
        $this->report();
        $this->report();
        $asked = array_column(\array_slice($this->paygent->tool->telegrams('094'), $before), 'request');
        $numbers = array_column($asked, 'trading_id');

        self::assertCount(2, $numbers);
        self::assertNotSame($numbers[0], $numbers[1]);
    }

    public function testExplainsAWrongPassword(): void
    {
        $report = $this->report(new Login($this->paygent->contract('connect_id'), new Secret('wrongPassword1')));

        self::assertFalse($report->passed());
        self::assertSame('P002', $report->finding);
        self::assertStringContainsString('接続パスワード', $report->text('ja'));
        self::assertStringContainsString('password', $report->text('en'));
    }

    public function testExplainsClosedDoors(): void
    {
        $this->paygent = LocalPaygent::start();
        try {
            $this->paygent->tool->contract(['registered_ips' => ['192.0.2.1']]);
            self::assertSame('P015', $this->report()->finding);

            $this->paygent->tool->contract(['registered_ips' => [], 'maintenance' => true]);
            self::assertSame('P017', $this->report()->finding);

            $this->paygent->tool->contract(['maintenance' => false, 'available' => false]);
            self::assertSame('P018', $this->report()->finding);
        } finally {
            $this->paygent->stop();
        }
    }

    public function testExplainsAWrongTelegramAddress(): void
    {
        $report = $this->report(null, ['url.094' => $this->paygent->telegramUrl . '/n/atm/request']);

        self::assertSame('P004', $report->finding);
    }

    /** @return iterable<string, array{string, string}> */
    public static function codes(): iterable
    {
        yield 'login missing' => ['P001', 'P001'];
        yield 'certificate of another merchant' => ['P016', 'P016'];
        yield 'kind not contracted' => ['P007', 'refused'];
        yield 'several found' => ['13002', 'works'];
    }

    #[DataProvider('codes')]
    public function testReadsEveryOtherCode(string $code, string $finding): void
    {
        $this->paygent->tool->fault(['kind' => '094', 'do' => ['answer' => ['result' => '1', 'response_code' => $code]]]);
        $report = $this->report();

        self::assertSame([$finding, $code], [$report->finding, $report->code]);
        self::assertSame($finding === 'works', $report->passed());
    }

    public function testDoesNotTakeSilenceForAWrongPassword(): void
    {
        $this->paygent->tool->fault(['kind' => '094', 'do' => ['swallow' => true]]);
        $report = $this->report();

        self::assertFalse($report->passed());
        self::assertSame('no_answer', $report->finding);
        self::assertStringContainsString('誤っているとは限りません', $report->text('ja'));
    }

    public function testSaysThatPaygentWasNotReached(): void
    {
        $report = $this->report(null, ['url.094' => 'https://127.0.0.1:1/n/ref/paymentref']);

        self::assertFalse($report->passed());
        self::assertSame('not_sent', $report->finding);
        self::assertStringContainsString('誤りではありません', $report->text('ja'));
    }

    public function testReadsTheHostsOfASettingsFile(): void
    {
        self::assertSame(['127.0.0.1'], TelegramHosts::inFile($this->paygent->settingsFile()));
        self::assertSame([], TelegramHosts::inFile('/nowhere'));
        self::assertSame(
            ['module.paygent.co.jp', 'online.paygent.co.jp'],
            TelegramHosts::inText(
                "# paygentB2Bmodule.url.01=https://old.example/\r\n"
                . "\x83\x5c\n"
                . "paygentB2Bmodule.url.01=https://module.paygent.co.jp/n/atm/request\r\n"
                . " paygentB2Bmodule.url.02 = https://MODULE.paygent.co.jp:443/n/card/request\r\n"
                . "paygentB2Bmodule.url.20=https://online.paygent.co.jp/n/o/requestdata\r\n"
                . "paygentB2Bmodule.proxy_server_name=https://proxy.example\r\n",
            ),
        );
    }

    /** @param array<string, string> $settings changes to the settings file */
    private function report(?Login $login = null, array $settings = []): ConnectionReport
    {
        $test = new ConnectionTest($this->paygent->gateway($settings, $login), ['127.0.0.1']);

        return $test->run($this->paygent->account(), 'revision');
    }

    private function tried(Credentials $credentials, Account $account, string $revision): ConnectionReport
    {
        $hosts = TelegramHosts::inFile($this->paygent->settingsFile());

        return (new ConnectionTest($this->gateway($credentials), $hosts))->run($account, $revision);
    }

    private function gateway(Credentials $credentials): ExtensionGateway
    {
        $file = $this->paygent->settingsFile();

        return new ExtensionGateway($credentials, static fn (Account $account): string => $file);
    }

    /** @return array<string, mixed> what Paygent gives this merchant, typed into the screen */
    private function kit(): array
    {
        return SettingsInput::module([
            'environment' => 'local',
            'local_url' => $this->paygent->pageUrl,
            'merchant_id' => $this->paygent->contract('merchant_id'),
            'connect_id' => $this->paygent->contract('connect_id'),
            'connect_password' => $this->paygent->contract('connect_password'),
            'notice_hash_key' => $this->paygent->contract('notice_hash_key'),
            'credit_3d_hash_key' => $this->paygent->contract('threeds_hash_key'),
            'token_env' => '2',
            'token_key' => $this->paygent->contract('token_generate_key'),
            'api_key' => $this->paygent->contract('paidy_public_key'),
        ]);
    }
}
