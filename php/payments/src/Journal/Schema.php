<?php

declare(strict_types=1);

namespace Paygent\Payments\Journal;

use Doctrine\DBAL\Schema\Schema as DbalSchema;
use Doctrine\DBAL\Schema\Table;

/**
 * The engine's tables (design-payments "Tables"), version by version. Times are epoch milliseconds,
 * amounts integer yen; there are no foreign keys into the shop's tables.
 */
final class Schema
{
    /** A released version is never changed: a new one is added. */
    public const VERSION = 1;

    public function __construct(private readonly string $prefix) {}

    /** The schema as of $version; 0 is empty. */
    public function at(int $version): DbalSchema
    {
        $schema = new DbalSchema();
        if ($version >= 1) {
            $this->first($schema);
        }

        return $schema;
    }

    private function first(DbalSchema $schema): void
    {
        $this->accounts($schema);
        $this->attempts($schema);
        $this->payments($schema);
        $this->intents($schema);
        $this->notices($schema);
        $this->effects($schema);
        $this->holds($schema);
        $this->settings($schema);
        $this->jobs($schema);
        $this->audit($schema);
        $this->counters($schema);
    }

    private function accounts(DbalSchema $schema): void
    {
        $table = $this->table($schema, 'account');
        $this->text($table, 'environment', 8);
        $this->text($table, 'merchant_id', 9);
        $this->text($table, 'site_id', 9);
        $this->time($table, 'created_at');
        $table->addUniqueIndex(['environment', 'merchant_id', 'site_id'], $this->prefix . 'account_key');
    }

    private function attempts(DbalSchema $schema): void
    {
        $table = $this->table($schema, 'attempt');
        $this->text($table, 'account_id', 26);
        $this->text($table, 'order_ref', 64);
        $this->text($table, 'owner_ref', 64, Column::Optional);
        $this->text($table, 'method', 20);
        $this->text($table, 'system_type', 6);
        $this->text($table, 'payment_type', 2);
        $this->text($table, 'carrier', 2);
        $this->yen($table, 'amount');
        $this->text($table, 'settings_revision', 26);
        $this->text($table, 'trading_id', 25);
        $this->text($table, 'return_token_hash', 64, Column::Optional);
        $this->time($table, 'return_used_at', Column::Optional);
        $this->text($table, 'state', 12);
        $this->number($table, 'open_slot', Column::Optional);
        $this->text($table, 'reason', 190);
        $this->text($table, 'binding', 36);
        $this->text($table, 'instructions', 4000, Column::Optional);
        $this->time($table, 'limit_at', Column::Optional);
        $this->time($table, 'next_look_at', Column::Optional);
        $this->number($table, 'retries');
        $this->time($table, 'created_at');
        $this->time($table, 'updated_at');
        $this->number($table, 'version');
        $table->addUniqueIndex(['account_id', 'trading_id'], $this->prefix . 'attempt_trading');
        $table->addUniqueIndex(['order_ref', 'open_slot'], $this->prefix . 'attempt_open');
        $table->addIndex(['next_look_at'], $this->prefix . 'attempt_look');
        $table->addIndex(['order_ref', 'created_at'], $this->prefix . 'attempt_order');
        $table->addIndex(['owner_ref', 'created_at'], $this->prefix . 'attempt_owner');
        $table->addIndex(['updated_at'], $this->prefix . 'attempt_changed');
    }

    private function payments(DbalSchema $schema): void
    {
        $table = $this->table($schema, 'payment');
        $this->text($table, 'account_id', 26);
        $this->text($table, 'attempt_id', 26, Column::Optional);
        $this->text($table, 'order_ref', 64, Column::Optional);
        $this->text($table, 'payment_id', 18);
        $this->text($table, 'trading_id', 25);
        $this->text($table, 'payment_type', 2);
        $this->text($table, 'carrier', 2);
        $this->yen($table, 'amount');
        $this->text($table, 'status', 2);
        $this->time($table, 'status_notice_id');
        $this->time($table, 'evidence_at');
        $this->text($table, 'evidence', 8);
        $this->text($table, 'role', 10);
        $this->text($table, 'replaces', 18);
        $this->number($table, 'amended');
        $this->text($table, 'facts', 4000);
        $this->time($table, 'authorized_at', Column::Optional);
        $this->time($table, 'paid_at', Column::Optional);
        $this->time($table, 'next_look_at', Column::Optional);
        $this->time($table, 'created_at');
        $this->time($table, 'updated_at');
        $this->number($table, 'version');
        $table->addUniqueIndex(['account_id', 'payment_id'], $this->prefix . 'payment_key');
        $table->addIndex(['order_ref'], $this->prefix . 'payment_order');
        $table->addIndex(['attempt_id'], $this->prefix . 'payment_attempt');
        $table->addIndex(['next_look_at'], $this->prefix . 'payment_look');
        $table->addIndex(['role', 'status'], $this->prefix . 'payment_role');
        $table->addIndex(['updated_at'], $this->prefix . 'payment_changed');
    }

    private function intents(DbalSchema $schema): void
    {
        $table = $this->table($schema, 'intent');
        $this->text($table, 'account_id', 26);
        $this->text($table, 'order_ref', 64, Column::Optional);
        $this->text($table, 'attempt_id', 26, Column::Optional);
        $this->text($table, 'payment_id', 18);
        $this->text($table, 'base_payment_id', 18);
        $this->text($table, 'trading_id', 25);
        $this->text($table, 'payment_type', 2);
        $this->text($table, 'kind', 4);
        $this->text($table, 'operation', 20);
        $this->yen($table, 'amount');
        $this->text($table, 'saga_id', 26, Column::Optional);
        $this->text($table, 'step', 20);
        $this->text($table, 'state', 16);
        $this->text($table, 'result', 2);
        $this->text($table, 'code', 16);
        $this->text($table, 'detail', 190);
        $this->text($table, 'idempotency_key', 160);
        $this->text($table, 'lock_key', 64, Column::Optional);
        $this->text($table, 'actor', 64);
        $this->time($table, 'lease_until', Column::Optional);
        $this->time($table, 'next_ask_at', Column::Optional);
        $this->number($table, 'asks');
        $this->number($table, 'misses');
        $this->number($table, 'repeats');
        $this->time($table, 'sent_at', Column::Optional);
        $this->time($table, 'finished_at', Column::Optional);
        $this->time($table, 'created_at');
        $this->number($table, 'version');
        $table->addUniqueIndex(['idempotency_key'], $this->prefix . 'intent_once');
        $table->addUniqueIndex(['lock_key'], $this->prefix . 'intent_lock');
        $table->addIndex(['state', 'next_ask_at'], $this->prefix . 'intent_ask');
        $table->addIndex(['state', 'lease_until'], $this->prefix . 'intent_lease');
        $table->addIndex(['attempt_id'], $this->prefix . 'intent_attempt');
        $table->addIndex(['saga_id'], $this->prefix . 'intent_saga');
        $table->addIndex(['account_id', 'payment_id'], $this->prefix . 'intent_payment');
        // Whether a new payment comes from an amendment is asked at every checkout and notice.
        $table->addIndex(['account_id', 'trading_id'], $this->prefix . 'intent_trading');
    }

    private function notices(DbalSchema $schema): void
    {
        $table = $this->table($schema, 'notice');
        $this->text($table, 'account_id', 26);
        $this->time($table, 'payment_notice_id');
        $this->text($table, 'payment_id', 18);
        $this->text($table, 'trading_id', 25);
        $this->text($table, 'payment_type', 2);
        $this->text($table, 'status', 2);
        $this->yen($table, 'amount');
        $this->text($table, 'fields', 4000);
        $this->text($table, 'source', 4);
        $this->text($table, 'state', 10);
        $this->text($table, 'reason', 190);
        $this->number($table, 'tries');
        $this->time($table, 'next_try_at', Column::Optional);
        $this->time($table, 'received_at');
        $this->time($table, 'applied_at', Column::Optional);
        $table->addUniqueIndex(['account_id', 'payment_notice_id'], $this->prefix . 'notice_key');
        $table->addIndex(['state', 'next_try_at'], $this->prefix . 'notice_try');
        $table->addIndex(['account_id', 'payment_id'], $this->prefix . 'notice_payment');
        $table->addIndex(['received_at'], $this->prefix . 'notice_age');
    }

    private function effects(DbalSchema $schema): void
    {
        $table = $this->table($schema, 'effect');
        $this->text($table, 'effect_key', 190);
        $this->text($table, 'order_ref', 64);
        $this->text($table, 'attempt_id', 26, Column::Optional);
        $this->text($table, 'kind', 14);
        $this->text($table, 'payload', 4000);
        $this->text($table, 'state', 8);
        $this->number($table, 'tries');
        $this->text($table, 'last_error', 190);
        $this->time($table, 'next_try_at');
        $this->time($table, 'created_at');
        $this->time($table, 'done_at', Column::Optional);
        $table->addUniqueIndex(['effect_key'], $this->prefix . 'effect_once');
        $table->addIndex(['state', 'next_try_at'], $this->prefix . 'effect_try');
        $table->addIndex(['order_ref', 'state'], $this->prefix . 'effect_order');
    }

    private function holds(DbalSchema $schema): void
    {
        $table = $this->table($schema, 'hold');
        $this->text($table, 'order_ref', 64);
        $this->text($table, 'attempt_id', 26);
        $this->text($table, 'state', 8);
        $this->time($table, 'created_at');
        $this->time($table, 'updated_at');
        $table->addUniqueIndex(['order_ref', 'attempt_id'], $this->prefix . 'hold_once');
    }

    private function settings(DbalSchema $schema): void
    {
        $table = $this->table($schema, 'settings_revision');
        $this->text($table, 'account_id', 26);
        $this->text($table, 'state', 8);
        $table->addColumn('plain', 'text');
        $table->addColumn('sealed', 'text');
        $this->time($table, 'created_at');
        $this->time($table, 'activated_at', Column::Optional);
        $this->time($table, 'retired_at', Column::Optional);
        $table->addIndex(['account_id', 'state'], $this->prefix . 'settings_state');
    }

    private function jobs(DbalSchema $schema): void
    {
        $job = $this->table($schema, 'job');
        $this->text($job, 'operation', 20);
        $this->text($job, 'actor', 64);
        $this->text($job, 'state', 8);
        $this->time($job, 'created_at');
        $this->time($job, 'finished_at', Column::Optional);

        $item = $this->table($schema, 'job_item');
        $this->text($item, 'job_id', 26);
        $this->text($item, 'order_ref', 64);
        $this->text($item, 'intent_id', 26, Column::Optional);
        $this->text($item, 'state', 8);
        $this->text($item, 'message', 190);
        $item->addUniqueIndex(['job_id', 'order_ref'], $this->prefix . 'job_item_once');
    }

    private function audit(DbalSchema $schema): void
    {
        $table = $this->table($schema, 'audit');
        $this->time($table, 'at');
        $this->text($table, 'actor', 64);
        $this->text($table, 'action', 40);
        $this->text($table, 'order_ref', 64, Column::Optional);
        $this->text($table, 'payment_id', 18);
        $this->text($table, 'intent_id', 26, Column::Optional);
        $this->text($table, 'result', 190);
        $table->addIndex(['order_ref', 'at'], $this->prefix . 'audit_order');
        $table->addIndex(['at'], $this->prefix . 'audit_at');
    }

    /** Things that are only counted, such as notices with a wrong hash. */
    private function counters(DbalSchema $schema): void
    {
        $table = $schema->createTable($this->prefix . 'counter');
        $this->options($table);
        $this->text($table, 'name', 60);
        $this->yen($table, 'amount');
        $this->time($table, 'last_at');
        $table->setPrimaryKey(['name']);
    }

    private function table(DbalSchema $schema, string $name): Table
    {
        $table = $schema->createTable($this->prefix . $name);
        $this->options($table);
        $this->text($table, 'id', 26);
        $table->setPrimaryKey(['id']);

        return $table;
    }

    /** MySQL: compared byte by byte, as trading ids and tokens are. */
    private function options(Table $table): void
    {
        $table->addOption('engine', 'InnoDB');
        $table->addOption('charset', 'utf8mb4');
        $table->addOption('collation', 'utf8mb4_bin');
        $table->addOption('collate', 'utf8mb4_bin');
    }

    private function text(Table $table, string $name, int $length, Column $need = Column::Required): void
    {
        $table->addColumn($name, 'string', ['length' => $length, 'notnull' => $need === Column::Required]);
    }

    private function number(Table $table, string $name, Column $need = Column::Required): void
    {
        $table->addColumn($name, 'integer', ['notnull' => $need === Column::Required]);
    }

    /** A bank transfer may have 11 digits. */
    private function yen(Table $table, string $name): void
    {
        $table->addColumn($name, 'bigint', ['notnull' => true]);
    }

    private function time(Table $table, string $name, Column $need = Column::Required): void
    {
        $table->addColumn($name, 'bigint', ['notnull' => $need === Column::Required]);
    }
}
