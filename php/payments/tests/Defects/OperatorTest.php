<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Defects;

use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Operation\Done;
use Paygent\Payments\Operation\OperationRequest;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Tests\Engine\EngineTestCase;
use PHPUnit\Framework\Attributes\DataProvider;

/** What shop people press twice, press where nothing is, and can look up afterwards. */
final class OperatorTest extends EngineTestCase
{
    public function testAReloadedFormIsNotSentAgain(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $bench->operate($order, Operation::Capture);
        $bench->changeTotal($order, 2980);
        $first = $bench->operate($order, Operation::AmendDown, 'one form');
        $intents = \count($bench->intents($order));

        $again = $bench->operate($order, Operation::AmendDown, 'one form');
        $anew = $bench->operate($order, Operation::AmendDown, 'another form');

        self::assertSame([Done::Done, Done::Done, Done::NotAllowed], [$first->done, $again->done, $anew->done]);
        self::assertSame($first->intentId, $again->intentId);
        self::assertCount($intents, $bench->intents($order));
        self::assertSame(2980, $bench->payment($order)->amount);
        $bench->notice();
        self::assertMoneyAgrees($bench);
    }

    /** @return iterable<string, array{Operation}> */
    public static function operations(): iterable
    {
        foreach (Operation::ofShop() as $operation) {
            yield $operation->value => [$operation];
        }
    }

    /** Ids and operations come from a browser: what does not fit is an answer, not an error. */
    #[DataProvider('operations')]
    public function testAnOrderWithoutAPaymentIsNoReasonToStop(Operation $operation): void
    {
        $bench = $this->bench();
        $unpaid = $bench->order();
        $known = \count(self::$paygent->tool->ledger());

        foreach (["' OR 1=1 --", '', $unpaid] as $order) {
            $result = $bench->operate($order, $operation);
            self::assertSame(Done::NotAllowed, $result->done);
            self::assertNotSame('', $result->reason->ja ?? '');
            self::assertSame([], $bench->engine->operations->offers($order));
        }

        self::assertCount($known, self::$paygent->tool->ledger(), 'Paygent was told nothing');
        self::assertSame(OrderState::Purchasing, $bench->state($unpaid));
    }

    public function testWhoDidWhatIsWrittenDown(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $id = $bench->payment($order)->paymentId;
        self::$paygent->tool->fault(['kind' => '022', 'do' => ['answer' => ['result' => '1', 'response_code' => '9005']]]);
        foreach ([['yamada', 'first'], ['suzuki', 'second']] as [$actor, $form]) {
            $bench->engine->operations->run(new OperationRequest($order, Operation::Capture, $actor, $form));
        }

        $rows = array_map(
            static fn (array $row): string => implode(' ', [$row['actor'], $row['action'], $row['order_ref'], $row['payment_id'], $row['result']]),
            $bench->engine->database->rows("SELECT * FROM {audit} WHERE actor <> 'customer' ORDER BY id"),
        );

        self::assertSame([
            "yamada capture $order $id 022 answered 1 9005",
            "suzuki capture $order $id 022 answered 0",
        ], $rows);
    }

    /** A cancel made in ペイジェントオンライン changes the buttons here. */
    public function testWhatWasDoneElsewhereIsOfferedNoMore(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        self::assertContains(Operation::Capture, $this->allowed($bench, $order));
        self::assertTrue($bench->elsewhere('021', $bench->payment($order)->paymentId)->isSuccess());

        $bench->notice();

        self::assertSame([], $this->allowed($bench, $order));
    }

    /** @return list<Operation> */
    private function allowed(\Paygent\Payments\Tests\Engine\EngineBench $bench, string $order): array
    {
        $allowed = [];
        foreach ($bench->engine->operations->offers($order) as $offer) {
            if ($offer->isAllowed()) {
                $allowed[] = $offer->operation;
            }
        }

        return $allowed;
    }
}
