<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Defects;

use Paygent\Payments\Engine;
use Paygent\Payments\Flow\ReturnDoor;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Notice\Intake;
use Paygent\Payments\Notice\Reply;
use Paygent\Payments\Operation\OperationRequest;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Settings\Secret;
use Paygent\Payments\Tests\Engine\EngineBench;
use Paygent\Payments\Tests\Engine\EngineTestCase;

/** Passwords, keys, tokens, hashes, names and addresses are in no log and in no row. */
final class SecrecyTest extends EngineTestCase
{
    private const TABLES = ['account', 'attempt', 'payment', 'intent', 'notice', 'effect', 'hold', 'audit', 'counter'];

    public function testAPaymentLeavesNoSecretBehind(): void
    {
        $bench = $this->bench();
        $log = new Lines();
        $engine = $this->logging($bench, $log);
        $input = $bench->input(MethodId::Card);
        $order = $bench->order();
        $lost = $bench->order();
        $bench->settings->forMethod(MethodId::Card);
        $other = $bench->input(MethodId::Card);

        self::assertInstanceOf(Done::class, $engine->checkout->start($bench->account, $order, MethodId::Card, EngineBench::buyer(), $input)->step);
        $engine->operations->run(new OperationRequest($order, Operation::Capture, 'operator', 'a nonce of the form'));
        // Nobody answers: everything is written down that is ever written down of a failure.
        self::$paygent->tool->fault(['kind' => '020', 'do' => ['http_status' => 503]]);
        self::$paygent->tool->fault(['kind' => '094', 'times' => 2, 'do' => ['http_status' => 503]]);
        $engine->checkout->start($bench->account, $lost, MethodId::Card, EngineBench::buyer(), $other);
        $engine->checkout->start($bench->account, $bench->order(), MethodId::Conveni, EngineBench::buyer(), ['cvs_company_id' => '00C001']);

        self::assertStringContainsString('telegram', $log->text, 'something was logged');
        $this->assertNothingOf([$input['card_token'], $other['card_token'], 'a nonce of the form'], $bench, $log);
    }

    public function testNoticesAreNotLoggedWhole(): void
    {
        $bench = $this->bench();
        $log = new Lines();
        $engine = $this->logging($bench, $log);
        $order = $bench->order();
        $bench->come($this->customer->atPaidy($bench->pay($order, MethodId::Paidy)));
        $intake = Intake::alone($bench->engine->database, $bench->settings, self::$paygent->tool, $log);
        $hashes = [];
        foreach ($bench->taken() as $fields) {
            $hashes[] = $fields['hc'];
            self::assertSame(Reply::Failed, $intake->receive($bench->account, ['hc' => str_repeat('5', 64)] + $fields));
            self::assertSame(Reply::Taken, $intake->receive($bench->account, $fields + ['buyer_name' => '髙橋 花子', 'buyer_email' => 'hanako@example.com']));
            $engine->applier->apply();
        }

        self::assertNotSame([], $hashes);
        self::assertStringContainsString('refused', $log->text, 'something was logged');
        $this->assertNothingOf([...$hashes, str_repeat('5', 64)], $bench, $log);
    }

    /** @param list<string> $more */
    private function assertNothingOf(array $more, EngineBench $bench, Lines $log): void
    {
        $rows = '';
        foreach (self::TABLES as $table) {
            $rows .= print_r($bench->engine->database->rows('SELECT * FROM {' . $table . '}'), true);
        }
        $buyer = EngineBench::buyer();
        $secrets = [
            ...array_map(self::$paygent->contract(...), ['connect_id', 'connect_password', 'notice_hash_key', 'threeds_hash_key', 'link_hash_key']),
            '髙橋', '花子', 'タカハシ', 'ﾀｶﾊｼ', $buyer->phone, $buyer->email, '千代田',
            ...$more,
        ];
        foreach (['log' => $log->text, 'rows' => $rows] as $where => $text) {
            foreach ($secrets as $i => $secret) {
                self::assertNotSame('', $secret);
                self::assertFalse(str_contains($text, $secret), "secret $i is in the $where");
            }
        }
    }

    private function logging(EngineBench $bench, Lines $log): Engine
    {
        return new Engine(
            $bench->engine->database,
            self::$paygent->gateway(),
            $bench->engine->shop,
            $bench->settings,
            new ReturnDoor('https://shop.test/paygent/return', new Secret(str_repeat('k', 32))),
            self::$paygent->tool,
            null,
            $log,
        );
    }
}
