<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

use Paygent\Payments\Account\Environment;
use Paygent\Payments\Method\MethodId;

/** Builds the typed settings from the values of the table. */
final class Factory
{
    /** 利用決済: the module type's method and the link type's; carriers are in CARRIERS. */
    private const METHODS = [
        '1' => [MethodId::Card, MethodId::LinkCard],
        '2' => [MethodId::Conveni, MethodId::LinkConveni],
        '4' => [MethodId::Atm, MethodId::LinkAtm],
        '5' => [MethodId::BankNet, MethodId::LinkBankNet],
        '6' => [null, MethodId::LinkCarrier],
        '7' => [MethodId::VirtualAccount, null],
        '11' => [MethodId::Paidy, null],
    ];

    private const CARRIERS = ['5' => MethodId::Docomo, '4' => MethodId::Au, '6' => MethodId::Softbank];

    /** @param array<string, Secret> $secrets */
    private function __construct(
        private readonly Input $values,
        private readonly array $secrets,
        private readonly SystemType $system,
    ) {}

    /**
     * Checks nothing (Validator does): what is missing or unusable becomes the default.
     *
     * @param array<string, string|list<string>> $plain
     * @param array<string, Secret> $secrets
     * @param string $revision id of the revision these values are
     */
    public static function fromValues(array $plain, array $secrets, string $revision): Settings
    {
        $values = Input::of($plain);
        $factory = new self($values, $secrets, $values->systemType() ?? SystemType::Module);

        return new Settings(
            $revision,
            $factory->common(),
            $factory->link(),
            $factory->card(),
            new ConveniSettings(
                $factory->number('conveni_limit_date_num'),
                ConveniConnection::from($factory->choice('conveni_connection_type')),
            ),
            new AtmSettings($factory->number('atm_limit_date'), $values->text('payment_detail')),
            $factory->bankNet(),
            new VirtualAccountSettings($factory->number('virtual_account_limit')),
            new CarrierSettings($factory->carriers()),
            new PaidySettings($values->text('api_key'), $values->text('logo_url'), $values->text('paidy_store_name')),
        );
    }

    private function common(): CommonSettings
    {
        return new CommonSettings(
            systemType: $this->system,
            environment: Environment::from($this->choice('environment')),
            merchantId: $this->values->text('merchant_id'),
            siteId: $this->values->text('site_id'),
            connectId: $this->values->text('connect_id'),
            connectPassword: $this->secrets['connect_password'] ?? new Secret(''),
            noticeHashKey: $this->secrets['notice_hash_key'] ?? new Secret(''),
            methods: $this->methods(),
            rollbackTargetDays: $this->number('rollback_target_term'),
            tradingIdPrefix: $this->values->text('trading_id_prefix'),
            shopName: $this->values->text('shop_name'),
            localUrl: rtrim($this->values->text('local_url'), '/'),
        );
    }

    private function link(): LinkSettings
    {
        return new LinkSettings(
            url: $this->values->text('link_url'),
            hashKey: $this->secret('hash_key'),
            paymentTermDays: $this->number('link_payment_term'),
            returnUrl: $this->values->text('return_url'),
            merchantName: $this->values->text('merchant_name'),
            copyRight: $this->values->text('link_copy_right'),
            freeMemo: $this->values->text('link_free_memo'),
            cardClass: (int) $this->choice('card_class'),
            cardConf: $this->isYes('card_conf'),
            stockCard: $this->isYes('stock_card'),
        );
    }

    private function card(): CardSettings
    {
        return new CardSettings(
            paymentDivisions: $this->values->list('payment_division'),
            securityCode: $this->isYes('security_code'),
            threeDSecure: ThreeDSecure::from($this->choice('credit_3d')),
            attemptControl: AttemptControl::from($this->choice('credit_3d_attempt_control')),
            merchantName: $this->values->text('credit_3d_merchant_name'),
            threeDSecureHashKey: $this->secret('credit_3d_hash_key'),
            stockCard: $this->isYes('module_stock_card'),
            validCheck: $this->isYes('card_valid_check'),
            tokenEnvironment: match ($this->choice('token_env')) {
                '1' => Environment::Live,
                '2' => Environment::Local,
                default => Environment::Test,
            },
            tokenKey: $this->values->text('token_key'),
            salesMode: SalesMode::from($this->choice('sales_mode')),
        );
    }

    private function bankNet(): BankNetSettings
    {
        return new BankNetSettings(
            termDays: $this->number('asp_payment_term'),
            storeName: $this->values->text('claim_kanji'),
            storeNameKana: $this->values->text('claim_kana'),
            copyRight: $this->values->text('copy_right'),
            freeMemo: $this->values->text('free_memo'),
        );
    }

    /** @return list<MethodId> */
    private function methods(): array
    {
        $methods = [];
        foreach ($this->values->list('paygent_payment_method') as $value) {
            $method = self::METHODS[$value][$this->system === SystemType::Link ? 1 : 0] ?? null;
            if ($method !== null) {
                $methods[] = $method;
            } elseif ($value === '6') {
                $methods = [...$methods, ...$this->carriers()];
            }
        }

        return $methods;
    }

    /** @return list<MethodId> */
    private function carriers(): array
    {
        $chosen = $this->values->list('career_division');

        return array_values(array_intersect_key(self::CARRIERS, array_flip($chosen)));
    }

    /** The value of a radio; its default when it is none of the choices. */
    private function choice(string $name): string
    {
        $field = Fields::get($name);
        $value = $this->values->text($name);

        return \in_array($value, $field->values(null), true) ? $value : $this->fallback($field);
    }

    private function number(string $name): int
    {
        $field = Fields::get($name);
        $isRight = $this->values->text($name) !== '' && FieldCheck::violation($field, $this->values) === null;

        return (int) ($isRight ? $this->values->text($name) : $this->fallback($field));
    }

    /** Only for what is active: card_valid_check does not outlive the stored cards it depends on. */
    private function isYes(string $name): bool
    {
        return $this->values->isActive(Fields::get($name)) && $this->values->text($name) === '1';
    }

    private function secret(string $name): ?Secret
    {
        return $this->values->isActive(Fields::get($name)) ? $this->secrets[$name] ?? null : null;
    }

    private function fallback(Field $field): string
    {
        $default = $field->defaultFor($this->system);

        return \is_string($default) ? $default : '';
    }
}
