<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Card;

use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\BrowserReturn;
use Paygent\Payments\Method\Inquire;
use Paygent\Payments\Method\Move;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Settings\ThreeDSecure;
use Paygent\Payments\Support\Hashes;
use PHPUnit\Framework\Attributes\DataProvider;

final class ThreeDSecure1ReturnTest extends CardTestCase
{
    public function testASuccessIsTheAuthorization(): void
    {
        $verdict = self::verdict($this->back(['result' => '0', 'payment_id' => '900', 'attempt_kbn' => '1']));

        self::assertSame(AttemptState::Placed, $verdict->state);
        self::assertInstanceOf(Done::class, $verdict->step);
        self::assertSame(['900', '20', 1080, ['attempt_kbn' => '1']], [
            $verdict->evidence?->paymentId, $verdict->evidence?->status, $verdict->evidence?->amount,
            $verdict->evidence?->facts,
        ]);
    }

    #[DataProvider('failures')]
    public function testAFailureIsRefused(string $code, string $detail, string $text, string $reason): void
    {
        $verdict = self::verdict($this->back([
            'result' => '1', 'payment_id' => '900', 'response_code' => $code, 'response_detail' => $detail,
        ]));

        self::assertSame(AttemptState::Refused, $verdict->state);
        self::assertSame($text, self::refused($verdict)->customerText);
        self::assertSame($reason, self::refused($verdict)->shopReason);
    }

    /** @return iterable<string, array{string, string, string, string}> */
    public static function failures(): iterable
    {
        yield 'not authenticated' => ['2001', '"1511"', 'card.authentication_failed', '3ds1 return: 2001 "1511"'];
        yield 'attempt refused' => ['2015', "<b>\x83", 'card.authentication_failed', '3ds1 return: 2015'];
        yield 'too late' => ['2001', '"1513"', 'card.authentication_expired', '3ds1 return: 2001 "1513"'];
        yield 'no code' => ['', '', 'card.contact_shop', '3ds1 return:'];
    }

    /** @param array<string, string> $fields */
    #[DataProvider('forgeries')]
    public function testWhatIsNotProvenIsAskedAbout(array $fields, string $paymentId = '900'): void
    {
        $move = $this->back($fields, $paymentId);

        self::assertInstanceOf(Inquire::class, $move);
        self::assertSame($paymentId, $move->paymentId);
        self::assertSame(AttemptState::Away, $move->notFound->state);
        self::assertInstanceOf(BeingConfirmed::class, $move->notFound->step);
    }

    /** @return iterable<string, array{0: array<string, string>, 1?: string}> */
    public static function forgeries(): iterable
    {
        yield 'no hash' => [['result' => '0', 'payment_id' => '900', 'hc' => '']];
        yield 'hash of a failure' => [[
            'result' => '0',
            'payment_id' => '900',
            'hc' => Hashes::threeDSecure1(['result' => '1', 'payment_id' => '900'], self::KEY),
        ]];
        yield 'another payment' => [['result' => '0', 'payment_id' => '901']];
        yield 'no payment was made' => [['result' => '0', 'payment_id' => ''], ''];
        yield 'result nobody knows' => [['result' => '7', 'payment_id' => '900']];
    }

    /** @param array<string, string> $fields */
    private function back(array $fields, string $paymentId = '900'): Move
    {
        $fields += ['hc' => Hashes::threeDSecure1($fields, self::KEY)];
        $purchase = $this->purchase(['threeDSecure' => ThreeDSecure::V1], [], paymentId: $paymentId);

        return self::method()->returned($purchase, new BrowserReturn('3ds1', $fields));
    }
}
