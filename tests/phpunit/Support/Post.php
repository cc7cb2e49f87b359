<?php

declare(strict_types=1);

namespace Paygent\Tests\Support;

use PaygentModule\System\PaygentB2BModule;

/** One telegram through the vendor's class, and everything a merchant's script can see of it. */
final class Post
{
    public readonly Raised $raised;

    public bool|string $init;

    public bool|string $result;

    public ?string $status;

    public ?string $code;

    public ?string $detail;

    public string $message;

    /** @var list<array<string>> */
    public array $rows = [];

    private function __construct(public readonly PaygentB2BModule $module)
    {
        $this->raised = new Raised();
    }

    /**
     * init(), $prepare(), reqPut() of all fields, post(), and all records.
     *
     * @param array<mixed> $fields
     * @param array<string, string|null> $settings changes of the good settings file
     * @param (\Closure(PaygentB2BModule): mixed)|null $prepare
     */
    public static function send(array $fields, array $settings = [], ?\Closure $prepare = null): self
    {
        return self::with(new PaygentB2BModule(Settings::file($settings)), $fields, $prepare);
    }

    /**
     * @param array<mixed> $fields
     * @param (\Closure(PaygentB2BModule): mixed)|null $prepare
     */
    public static function with(PaygentB2BModule $module, array $fields, ?\Closure $prepare = null): self
    {
        $post = new self($module);
        $post->init = $post->raised->during($module->init(...));
        $post->again($fields, $prepare);

        return $post;
    }

    /**
     * A further post() of the same object, without init().
     *
     * @param array<mixed> $fields
     * @param (\Closure(PaygentB2BModule): mixed)|null $prepare
     */
    public function again(array $fields, ?\Closure $prepare = null): self
    {
        $this->raised->during(function () use ($fields, $prepare): void {
            if ($prepare !== null) {
                $prepare($this->module);
            }
            foreach ($fields as $name => $value) {
                $this->module->reqPut($name, $value);
            }
            $this->result = $this->module->post();
        });
        $this->status = $this->module->getResultStatus();
        $this->code = $this->module->getResponseCode();
        $this->detail = $this->module->getResponseDetail();
        $this->message = $this->module->getResultMessage();
        $this->rows = [];
        while ($this->module->hasResNext()) {
            $this->rows[] = (array) $this->module->resNext();
        }

        return $this;
    }
}
