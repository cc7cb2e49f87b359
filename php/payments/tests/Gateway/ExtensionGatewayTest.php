<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Gateway;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Account\Environment;
use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Gateway\Credentials;
use Paygent\Payments\Gateway\ExtensionGateway;
use Paygent\Payments\Gateway\Login;
use Paygent\Payments\Gateway\Outcome;
use Paygent\Payments\Gateway\Telegram;
use Paygent\Payments\Settings\Secret;
use Paygent\Payments\Tests\Support\LocalPaygent;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** Against the local Paygent over mutual TLS: what becomes of a telegram in every way it can go wrong. */
final class ExtensionGatewayTest extends TestCase
{
    private LocalPaygent $paygent;

    protected function setUp(): void
    {
        $this->paygent = LocalPaygent::shared();
    }

    protected function tearDown(): void
    {
        $this->paygent->tool->clearFaults();
    }

    public function testAnAnswerHasResultAndRows(): void
    {
        $tradingId = self::tradingId();
        $gateway = $this->paygent->gateway();

        $answer = $gateway->send($this->paygent->account(), $this->card($tradingId));

        self::assertSame([Outcome::Answered, '0', ''], [$answer->outcome, $answer->result, $answer->code], $answer->detail);
        self::assertMatchesRegularExpression('/^\d+$/', $answer->get('payment_id'));
        $inquiry = $gateway->send($this->paygent->account(), new Telegram('094', ['trading_id' => $tradingId]));
        self::assertSame(['20', '1080'], [$inquiry->get('payment_status'), $inquiry->get('payment_amount')]);
    }

    public function testARefusalIsAnAnswer(): void
    {
        $answer = $this->paygent->gateway()->send(
            $this->paygent->account(),
            $this->card(self::tradingId(), ['card_number' => '4900000000008212']),
        );

        self::assertTrue($answer->isRefused());
        self::assertSame(['1', '2001', '"1G12"'], [$answer->result, $answer->code, $answer->detail]);
    }

    public function testJapaneseTextsSurviveBothWays(): void
    {
        $tradingId = self::tradingId();
        $answer = $this->paygent->gateway()->send($this->paygent->account(), new Telegram('010', [
            'trading_id' => $tradingId,
            'payment_amount' => 500,
            'payment_detail' => 'お買い物代金',
            'payment_detail_kana' => 'ｵｶｲﾓﾉﾀﾞｲｷﾝ',
            'payment_limit_date' => 5,
            'customer_family_name' => '高橋',
            'customer_name' => '花子',
        ]));

        self::assertSame('0', $answer->result, $answer->code . $answer->detail);
        $requests = $this->paygent->tool->telegrams('010', $tradingId);
        self::assertCount(1, $requests);
        self::assertStringContainsString('お買い物代金', json_encode($requests[0], JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE));
    }

    public function testTheSiteIsNamedWhenThereIsOne(): void
    {
        $paygent = LocalPaygent::start();
        $paygent->tool->contract(['sites' => ['S001']]);
        $gateway = $paygent->gateway();

        $tradingId = self::tradingId();
        self::assertSame('0', $gateway->send($paygent->account('S001'), $this->card($tradingId))->result);
        self::assertSame('P010', $gateway->send($paygent->account('S999'), $this->card(self::tradingId()))->code);
        self::assertSame('S001', $paygent->tool->payments($tradingId)[0]['site_id']);
        $paygent->stop();
    }

    public function testEachAccountLogsInAsItself(): void
    {
        $other = new Login('somebody', new Secret('else'), '');

        $answer = $this->paygent->gateway([], $other)->send($this->paygent->account(), $this->card(self::tradingId()));

        self::assertTrue($answer->isRefused(), 'no fall back to the settings file\'s default id');
        self::assertStringStartsWith('P0', $answer->code);
    }

    /**
     * @param array<string, mixed> $effect
     */
    #[DataProvider('losses')]
    public function testWithoutPaygentsAnswerItIsUnknown(array $effect, string $statusAtPaygent): void
    {
        $tradingId = self::tradingId();
        $this->paygent->tool->fault(['kind' => '020', 'trading_id' => $tradingId, 'do' => $effect]);

        $answer = $this->paygent->gateway(['timeout_value' => '1'])->send($this->paygent->account(), $this->card($tradingId));

        self::assertSame(Outcome::Unknown, $answer->outcome, $answer->detail);
        self::assertSame('', $answer->result);
        self::assertNotSame('', $answer->code);
        self::assertSame([], $answer->rows);
        self::assertSame($statusAtPaygent, $this->paygent->tool->payments($tradingId)[0]['status'] ?? '');
        self::assertLessThanOrEqual(1, \count($this->paygent->tool->payments($tradingId)), 'never sent twice');
    }

    /** @return iterable<string, array{array<string, mixed>, string}> the fault, and the payment's status at Paygent */
    public static function losses(): iterable
    {
        yield 'hangs before it is processed' => [['hang' => 'before'], ''];
        yield 'hangs after it was processed' => [['hang' => 'after'], '20'];
        yield 'processed, not answered' => [['swallow' => true], '20'];
        yield 'reset before the first byte' => [['reset_at' => 0], '20'];
        yield 'reset within the answer' => [['reset_at' => 20], '20'];
        yield 'truncated' => [['truncate_at' => 20], '20'];
        yield 'empty answer' => [['empty' => true], '20'];
        yield 'garbage' => [['body' => base64_encode("\xff\xfe<html>")], '20'];
        yield '503 instead of an answer' => [['http_status' => 503], ''];
        yield '502 after it was processed' => [['http_status' => 502, 'processed' => true], '20'];
    }

    public function testARequestThatCannotBeBuiltIsNotSent(): void
    {
        $answer = $this->paygent->gateway()->send(
            $this->paygent->account(),
            new Telegram('020', ['trading_id' => str_repeat('x', 200_000)]),
        );

        self::assertSame(Outcome::NotSent, $answer->outcome);
        self::assertSame('E02002', $answer->code);
    }

    public function testNobodyListensIsNotSent(): void
    {
        $paygent = LocalPaygent::start();
        $gateway = $paygent->gateway();
        $account = $paygent->account();
        $paygent->stop();

        $answer = $gateway->send($account, $this->card(self::tradingId()));
        self::assertSame(Outcome::NotSent, $answer->outcome, $answer->detail);
        $link = $gateway->send($account, new Telegram('link', ['id' => 100]));
        self::assertSame(Outcome::NotSent, $link->outcome, $link->detail);
    }

    public function testWithoutSettingsFileOrCredentialsNothingIsSent(): void
    {
        $noFile = new ExtensionGateway($this->known(), static fn (): string => '/nowhere/modenv_properties.conf');
        foreach (['020', 'link'] as $kind) {
            $answer = $noFile->send($this->paygent->account(), new Telegram($kind, ['id' => 100]));
            self::assertSame([Outcome::NotSent, 'E01001'], [$answer->outcome, $answer->code], $kind);
        }
        $noKey = new ExtensionGateway(new class () implements Credentials {
            public function of(Account $account): Login
            {
                throw new \RuntimeException('hunter2 cannot be opened');
            }
        }, fn (): string => $this->paygent->settingsFile());
        $answers = ['one' => $noKey->send($this->paygent->account(), $this->card(self::tradingId()))]
            + $noKey->sendAll($this->paygent->account(), ['two' => $this->card(self::tradingId())]);
        foreach ($answers as $answer) {
            self::assertSame([Outcome::NotSent, 'RuntimeException'], [$answer->outcome, $answer->detail]);
        }
    }

    public function testManyAtOnceKeepTheirKeysAndOrder(): void
    {
        $swallowed = self::tradingId();
        $this->paygent->tool->fault(['kind' => '020', 'trading_id' => $swallowed, 'do' => ['swallow' => true]]);
        $telegrams = [
            'good' => $this->card(self::tradingId()),
            'link' => new Telegram('link', ['isbtob' => '1', 'id' => 'many']),
            7 => $this->card(self::tradingId(), ['card_number' => '4900000000008212']),
            'lost' => $this->card($swallowed),
            'odd' => new Telegram('020', ['trading_id' => str_repeat('x', 200_000)]),
        ];

        $answers = $this->paygent->gateway(['timeout_value' => '1'])->sendAll($this->paygent->account(), $telegrams, 2);

        self::assertSame(
            ['good' => '0', 'link' => 'P005', 7 => '2001', 'lost' => 'unknown', 'odd' => 'not_sent'],
            array_map(static fn (Answer $answer): string => match (true) {
                $answer->isSuccess() => $answer->result,
                $answer->isRefused() => $answer->code,
                default => $answer->outcome->value,
            }, $answers),
        );
        self::assertSame([], $this->paygent->gateway()->sendAll($this->paygent->account(), []));
    }

    public function testSecretsAreInNoDump(): void
    {
        $gateway = $this->paygent->gateway();
        $gateway->send($this->paygent->account(), $this->card(self::tradingId()));

        self::assertStringNotContainsString($this->paygent->contract('connect_password'), print_r($gateway, true));
    }

    private function known(): Credentials
    {
        return new class ($this->paygent->login()) implements Credentials {
            public function __construct(private readonly Login $login) {}

            public function of(Account $account): Login
            {
                return $account->environment === Environment::Local ? $this->login : throw new \LogicException();
            }
        };
    }

    /** @param array<string, string> $changes */
    private function card(string $tradingId, array $changes = []): Telegram
    {
        return new Telegram('020', $changes + [
            'trading_id' => $tradingId,
            'payment_amount' => 1080,
            'card_number' => '4900000000000000',
            'card_valid_term' => '1230',
            'payment_class' => '10',
            '3dsecure_ryaku' => '1',
        ]);
    }

    private static function tradingId(): string
    {
        return 'T' . bin2hex(random_bytes(8));
    }
}
