<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Defects;

use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Notice\Reply;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Support\Hashes;
use Paygent\Payments\Tests\Engine\Customer;
use Paygent\Payments\Tests\Engine\EngineBench;
use Paygent\Payments\Tests\Engine\EngineTestCase;
use Paygent\Payments\Tests\Support\DatabaseKind;
use PHPUnit\Framework\Attributes\DataProvider;

/** Notices that today's plugin answers by cancelling, giving back or shouting. */
final class NoticeTest extends EngineTestCase
{
    public function testARepeatedPaidyAuthorizationIsNotCancelled(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->come($this->customer->atPaidy($bench->pay($order, MethodId::Paidy)));
        $notice = self::of('20', $bench->taken());

        $this->tellAgain($bench, $notice);

        self::assertSame('20', $bench->status($order));
        self::assertSame([], self::$paygent->tool->telegrams('340'));
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertSame(['complete_order'], $bench->effects($order));
        self::assertMoneyAgrees($bench);
    }

    public function testAnExpiryGivesBackOnceHoweverOftenItIsTold(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Conveni);
        self::$paygent->tool->advance('40d');
        $notice = self::of('12', $bench->taken());

        $this->tellAgain($bench, $notice);

        self::assertStands($bench, $order, OrderState::Cancelled, AttemptState::Expired, false);
        self::assertSame(['complete_order', 'cancel_order', 'release_hold'], $bench->effects($order));
        self::assertMoneyAgrees($bench);
    }

    public function testRepeatedNoticesOfAGoodPaymentCallNobody(): void
    {
        $bench = $this->bench();
        $bank = $bench->order();
        $bench->come($this->customer->atTheBank($this->customer->open($bench->pay($bank, MethodId::BankNet)), 'pay'));
        $paid = self::of('40', $bench->taken());
        $carrier = $this->boughtAtSoftbank($bench);
        $authorized = self::of('20', $bench->taken());

        $this->tellAgain($bench, $paid);
        $this->tellAgain($bench, $authorized);

        self::assertStands($bench, $bank, OrderState::Paid, AttemptState::Placed, true);
        self::assertSame(['complete_order', 'mark_paid'], $bench->effects($bank));
        self::assertStands($bench, $carrier, OrderState::Placed, AttemptState::Placed, true);
        self::assertSame(['complete_order'], $bench->effects($carrier));
        self::assertMoneyAgrees($bench);
    }

    /** 取消 of a number is no order, no mail and no end: a person looks, and 094 decides about an open page. */
    public function testAStoreCancelCompletesNothing(): void
    {
        $bench = $this->bench();
        $open = $bench->order();
        $page = $this->customer->open($bench->pay($open, MethodId::LinkConveni));
        $this->customer->takeLinkNumber($page, ['cvs_company_id' => '00C001']);
        $ofThePage = self::of('10', $bench->taken());
        $placed = $bench->order();
        $bench->pay($placed, MethodId::Conveni);
        $ofTheNumber = self::of('10', $bench->taken());

        $this->tellAgain($bench, ['payment_status' => '32'] + $ofThePage);
        $this->tellAgain($bench, ['payment_status' => '32'] + $ofTheNumber);

        self::assertSame([], $bench->effects($open));
        self::assertStands($bench, $open, OrderState::Purchasing, AttemptState::Away, true);
        self::assertSame(['complete_order', 'attention'], $bench->effects($placed));
        self::assertStands($bench, $placed, OrderState::Placed, AttemptState::Waiting, true);
    }

    /** Bought, not returned, and sold in ペイジェントオンライン; only the last notice arrives. */
    public function testASaleToldFirstCompletesTheOrderToo(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $page = $this->customer->open($bench->pay($order, MethodId::Softbank));
        $this->customer->atTheCarrier($page, 'buy', MethodId::Softbank);
        $id = self::of('20', $bench->taken())['payment_id'];
        self::assertTrue($bench->elsewhere('101', $id)->isSuccess());
        $sold = array_filter($bench->taken(), static fn (array $one): bool => \in_array($one['payment_status'], ['40', '44'], true));

        foreach ($sold as $fields) {
            self::assertSame(Reply::Taken, $bench->receive($fields));
        }
        $bench->applier->apply();

        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        self::assertSame(['complete_order', 'mark_paid'], $bench->effects($order));
        self::assertMoneyAgrees($bench);
    }

    /** A right hash, the right payment, and the type of another method. */
    public function testAnotherTypeOfPaymentPaysNothing(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Conveni);
        $id = $bench->engine->payments->ofOrder($order)[0]->paymentId;
        self::$paygent->tool->move($id, '43');
        $paid = self::of('43', $bench->taken());

        self::assertSame(Reply::Taken, $bench->receive($this->signed(['payment_type' => '02', 'payment_status' => '40'] + $paid)));
        $bench->applier->apply();

        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Waiting, true);
        self::assertNotContains('mark_paid', $bench->effects($order));
    }

    public function testOneDifferenceIsOneQuestionForAPerson(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Conveni);
        $bench->changeTotal($order, 5000);
        self::$paygent->tool->move($bench->engine->payments->ofOrder($order)[0]->paymentId, '43');
        $bench->settings->forMethod(MethodId::LinkCard); // today's system type is not that of the order

        $this->tellAgain($bench, self::of('43', $bench->taken()));

        self::assertCount(1, array_keys($bench->effects($order), 'attention', true));
        self::assertSame(OrderState::Placed, $bench->state($order));
    }

    #[DataProvider('databases')]
    public function testANoticeIsStoredBeforeItIsAnswered(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        [$first, $second] = $bench->taken();
        $elsewhere = $bench->host();

        self::assertSame(Reply::Taken, $bench->receive($first));
        self::assertSame(1, $elsewhere->engine->database->int('SELECT COUNT(*) FROM {notice}'), 'seen by others already');

        $elsewhere->engine->database->execute('DROP TABLE {notice}');
        self::assertSame(Reply::Failed, $bench->receive($second), 'not stored: Paygent sends it again');
    }

    /**
     * The same notice, and the same under new numbers.
     *
     * @param array<string, string> $notice
     */
    private function tellAgain(EngineBench $bench, array $notice): void
    {
        foreach ([0, 0, 100_001, 100_002] as $more) {
            $number = (string) ((int) $notice['payment_notice_id'] + $more);
            self::assertSame(Reply::Taken, $bench->receive($this->signed(['payment_notice_id' => $number] + $notice)));
            $bench->advance('1h');
        }
    }

    /**
     * @param array<string, string> $fields
     *
     * @return array<string, string>
     */
    private function signed(array $fields): array
    {
        return ['hc' => Hashes::notice($fields, self::$paygent->contract('notice_hash_key'))] + $fields;
    }

    private function boughtAtSoftbank(EngineBench $bench): string
    {
        $order = $bench->order();
        $page = $this->customer->open($bench->pay($order, MethodId::Softbank));
        $bench->come(Customer::atTheShop($this->customer->atTheCarrier($page, 'buy', MethodId::Softbank)));

        return $order;
    }

    /**
     * @param list<array<string, string>> $notices
     *
     * @return array<string, string> the one of this status
     */
    private static function of(string $status, array $notices): array
    {
        foreach ($notices as $fields) {
            if ($fields['payment_status'] === $status) {
                return $fields;
            }
        }
        self::fail("no notice of $status among " . json_encode(array_column($notices, 'payment_status')));
    }
}
