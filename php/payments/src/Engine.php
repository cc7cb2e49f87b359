<?php

declare(strict_types=1);

namespace Paygent\Payments;

use Paygent\Payments\Event\Events;
use Paygent\Payments\Flow\Checkout;
use Paygent\Payments\Flow\Circumstances;
use Paygent\Payments\Flow\Conclusion;
use Paygent\Payments\Flow\Courier;
use Paygent\Payments\Flow\EffectDelivery;
use Paygent\Payments\Flow\Inquiries;
use Paygent\Payments\Flow\Ledger;
use Paygent\Payments\Flow\MethodBook;
use Paygent\Payments\Flow\Opening;
use Paygent\Payments\Flow\Outbox;
use Paygent\Payments\Flow\PaymentOrigin;
use Paygent\Payments\Flow\ReturnDoor;
use Paygent\Payments\Flow\SettingsSource;
use Paygent\Payments\Flow\Settler;
use Paygent\Payments\Flow\Trips;
use Paygent\Payments\Flow\Walk;
use Paygent\Payments\Gateway\Gateway;
use Paygent\Payments\Journal\Accounts;
use Paygent\Payments\Journal\Attempts;
use Paygent\Payments\Journal\Audit;
use Paygent\Payments\Journal\Counters;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Effects;
use Paygent\Payments\Journal\Holds;
use Paygent\Payments\Journal\Intents;
use Paygent\Payments\Journal\Notices;
use Paygent\Payments\Journal\Payments;
use Paygent\Payments\Notice\ActiveKey;
use Paygent\Payments\Notice\Applier;
use Paygent\Payments\Notice\Fetcher;
use Paygent\Payments\Notice\Holes;
use Paygent\Payments\Notice\Intake;
use Paygent\Payments\Notice\NoticeKeys;
use Paygent\Payments\Notice\Purge;
use Paygent\Payments\Operation\Attach;
use Paygent\Payments\Operation\Operations;
use Paygent\Payments\Operation\Promotion;
use Paygent\Payments\Operation\Resolve;
use Paygent\Payments\Operation\Steps;
use Paygent\Payments\Reconcile\Assembly;
use Paygent\Payments\Reconcile\Reconciler;
use Paygent\Payments\Shop\ShopPort;
use Paygent\Payments\Support\Clock;
use Psr\Clock\ClockInterface;
use Psr\EventDispatcher\EventDispatcherInterface;
use Psr\Log\LoggerInterface;
use Psr\Log\NullLogger;

/** The engine, put together: what a shop talks to. One for each request or worker. */
final class Engine
{
    public readonly Accounts $accounts;
    public readonly Attempts $attempts;
    public readonly Payments $payments;
    public readonly Intents $intents;
    public readonly Effects $effects;
    public readonly Holds $holds;
    public readonly Audit $audit;
    public readonly Clock $clock;
    public readonly Ledger $ledger;
    public readonly Circumstances $circumstances;
    public readonly Inquiries $inquiries;
    public readonly Courier $courier;
    public readonly Settler $settler;
    public readonly Steps $steps;
    public readonly Trips $trips;
    public readonly Conclusion $conclusion;
    public readonly Outbox $outbox;

    /** Hands effects to the shop: call deliver() from a worker too. */
    public readonly EffectDelivery $delivery;

    /** Customers pay. */
    public readonly Checkout $checkout;

    /** The shop's people sell, cancel, change. */
    public readonly Operations $operations;

    /** An existing 決済ID for an order registered by hand. */
    public readonly Attach $attach;

    /** A person says what the engine could not tell. */
    public readonly Resolve $resolve;

    /** Pushed notices arrive; works without the extension too, see Intake::alone(). */
    public readonly Intake $intake;

    /** Stored notices take effect: call apply() after the answer to Paygent, or from a worker. */
    public readonly Applier $applier;

    /** Notices that were not pushed: 091, from a worker. */
    public readonly Fetcher $fetcher;

    /** What was left open is settled or reported: from a worker, every few minutes. */
    public readonly Reconciler $reconciler;

    /** Old notices go. */
    public readonly Purge $purge;

    private readonly Events $events;

    /**
     * @param Database $database the engine's own connection
     * @param ReturnDoor $door the shop's return address
     * @param int $timeoutMs the gateway's total time-out; a lease outlives it
     * @param EventDispatcherInterface|null $dispatcher gets the events of Paygent\Payments\Event, each after its commit
     */
    public function __construct(
        public readonly Database $database,
        public readonly Gateway $gateway,
        public readonly ShopPort $shop,
        public readonly SettingsSource $settings,
        ReturnDoor $door,
        ClockInterface $clock,
        ?MethodBook $methods = null,
        ?LoggerInterface $log = null,
        int $timeoutMs = 60_000,
        ?EventDispatcherInterface $dispatcher = null,
    ) {
        $log ??= new NullLogger();
        $methods ??= MethodBook::all();
        $this->clock = new Clock($clock);
        $this->accounts = new Accounts($database);
        $this->attempts = new Attempts($database);
        $this->payments = new Payments($database);
        $this->intents = new Intents($database);
        $this->effects = new Effects($database);
        $this->holds = new Holds($database);
        $this->audit = new Audit($database);
        $this->events = new Events($database, $dispatcher, $log);
        $this->outbox = new Outbox($this->effects, $this->holds, $this->clock, $this->events);
        $this->circumstances = new Circumstances($database, $this->payments, $this->intents, $this->holds);
        $this->ledger = $this->ledger();
        $this->inquiries = new Inquiries($gateway, $this->clock);
        $this->delivery = new EffectDelivery($database, $this->effects, $this->holds, $shop, $this->clock, $log, $this->events);
        $this->courier = new Courier($database, $this->intents, $gateway, $shop, $this->clock, $log, 3 * $timeoutMs);
        $this->trips = new Trips($this->accounts, $settings, $methods, $shop, $door, $this->clock);
        $this->conclusion = new Conclusion($this->attempts, $this->ledger, $this->outbox, $this->clock, $this->events);
        $this->steps = $this->steps();
        $this->settler = $this->settler($timeoutMs);
        $this->checkout = $this->checkout($methods, $door);
        $this->operations = $this->operations();
        $this->attach = $this->attach();
        $this->resolve = $this->resolve();
        $notices = new Notices($database);
        $this->intake = Intake::alone($database, $settings instanceof NoticeKeys ? $settings : new ActiveKey($settings), $clock, $log);
        $this->applier = $this->applier($notices, $log);
        $this->fetcher = $this->fetcher($notices, $log);
        $this->purge = new Purge($notices, $this->clock);
        $this->reconciler = (new Assembly($this, $log, $timeoutMs))->reconciler();
    }

    private function ledger(): Ledger
    {
        return new Ledger(
            $this->database,
            $this->payments,
            $this->attempts,
            $this->circumstances,
            new PaymentOrigin($this->database, $this->payments, $this->attempts, $this->clock),
            $this->outbox,
            $this->shop,
            $this->clock,
            $this->events,
        );
    }

    private function steps(): Steps
    {
        return new Steps(
            $this->database,
            $this->intents,
            $this->payments,
            $this->attempts,
            $this->accounts,
            $this->courier,
            $this->inquiries,
            $this->ledger,
            new Promotion($this->payments),
            $this->outbox,
            $this->audit,
            $this->clock,
        );
    }

    private function settler(int $timeoutMs): Settler
    {
        return new Settler(
            $this->database,
            $this->intents,
            $this->attempts,
            $this->payments,
            $this->accounts,
            $this->inquiries,
            $this->conclusion,
            $this->ledger,
            $this->outbox,
            $this->trips,
            $this->steps,
            $this->audit,
            $this->clock,
            $timeoutMs,
        );
    }

    private function checkout(MethodBook $methods, ReturnDoor $door): Checkout
    {
        $walk = new Walk(
            $this->database,
            $this->attempts,
            $this->intents,
            $this->courier,
            $this->inquiries,
            $this->settler,
            $this->conclusion,
            $this->clock,
        );

        return new Checkout(
            $this->database,
            $this->attempts,
            $this->payments,
            $this->intents,
            $this->opening($methods, $door),
            $walk,
            $this->trips,
            $this->conclusion,
            $this->inquiries,
            $this->settings,
            $this->shop,
            $door,
            $this->delivery,
            $this->clock,
        );
    }

    private function opening(MethodBook $methods, ReturnDoor $door): Opening
    {
        return new Opening(
            $this->database,
            $this->attempts,
            $this->payments,
            $this->holds,
            $this->conclusion,
            $methods,
            $this->shop,
            $door,
            $this->delivery,
            $this->clock,
        );
    }

    private function operations(): Operations
    {
        return new Operations(
            $this->database,
            $this->intents,
            $this->payments,
            $this->accounts,
            $this->circumstances,
            $this->inquiries,
            $this->ledger,
            $this->steps,
            $this->settler,
            $this->settings,
            $this->shop,
            $this->delivery,
            $this->clock,
        );
    }

    private function resolve(): Resolve
    {
        return new Resolve(
            $this->database,
            $this->intents,
            $this->attempts,
            $this->accounts,
            $this->inquiries,
            $this->ledger,
            $this->conclusion,
            $this->trips,
            $this->steps,
            $this->delivery,
            $this->audit,
            $this->clock,
        );
    }

    private function attach(): Attach
    {
        return new Attach(
            $this->database,
            $this->attempts,
            $this->payments,
            $this->inquiries,
            $this->ledger,
            $this->settings,
            $this->shop,
            $this->delivery,
            $this->audit,
            $this->clock,
        );
    }

    private function applier(Notices $notices, LoggerInterface $log): Applier
    {
        return new Applier(
            $this->database,
            $notices,
            $this->accounts,
            $this->ledger,
            $this->inquiries,
            $this->outbox,
            $this->delivery,
            $this->clock,
            $log,
        );
    }

    private function fetcher(Notices $notices, LoggerInterface $log): Fetcher
    {
        return new Fetcher(
            $this->database,
            $notices,
            new Holes($this->database, $notices, $this->accounts),
            new Counters($this->database),
            $this->gateway,
            $this->clock,
            $log,
        );
    }
}
