"""Why a message did not arrive: in the delivery log, and in a sentence that says what to do."""

from __future__ import annotations

from articles.vocabulary.term import Family, Term

DELIVERY_FAULTS: Family[Term] = Family(
    "delivery_fault",
    "未送达的原因",
    "why a message did not arrive",
    [
        Term(
            "timeout",
            "超时",
            "timed out",
            "接收端没有按时应答：收到后请先应答 2xx，再处理消息"
            "（限时见 WEBHOOK_CONNECT_SECONDS、WEBHOOK_READ_SECONDS）。",
            "the receiver did not answer in time: answer 2xx first and work afterwards "
            "(limits: WEBHOOK_CONNECT_SECONDS, WEBHOOK_READ_SECONDS)",
        ),
        Term(
            "too_slow",
            "全程过慢",
            "too slow as a whole",
            "应答持续过久：请返回简短应答（全程限时 WEBHOOK_TOTAL_SECONDS）。",
            "the answer took too long as a whole: answer briefly (limit: WEBHOOK_TOTAL_SECONDS)",
        ),
        Term(
            "dns",
            "域名无法解析",
            "name not found",
            "域名无法解析：请检查接收端地址中的主机名，以及本服务器的 DNS。",
            "the host name cannot be resolved: check the endpoint's address, and this server's DNS",
        ),
        Term(
            "connection",
            "无法连接",
            "no connection",
            "无法连接：请检查接收端是否在运行、端口是否正确，以及防火墙。",
            "nobody answers at this address and port: check that the receiver runs, the port, and firewalls",
        ),
        Term(
            "tls",
            "TLS 失败",
            "TLS failed",
            "TLS 失败：请检查接收端的证书是否有效、是否与主机名一致。",
            "TLS failed: check that the receiver's certificate is valid and made for this host name",
        ),
        Term(
            "address",
            "地址不允许",
            "address not allowed",
            "地址不在公网，本进程不允许发往该地址：请在 WEBHOOK_PRIVATE_RECEIVERS 中写明（如 127.0.0.1），"
            "服务进程与本命令须使用同一设置。",
            "the address is not on the public internet, and this process may not send there: name it in "
            "WEBHOOK_PRIVATE_RECEIVERS (such as 127.0.0.1), for the server and for this command alike",
        ),
        Term(
            "secret",
            "密钥无法读取",
            "secret unreadable",
            "签名密钥无法读取：SECRET_KEY 已更换。请轮换该接收端的密钥，或把旧值放入 SECRET_KEY_FALLBACKS。",
            "the signing secret cannot be read, since SECRET_KEY has changed: rotate the endpoint's secret, or put the "
            "old key into SECRET_KEY_FALLBACKS",
        ),
        Term(
            "bad_answer",
            "应答不是 HTTP",
            "no HTTP answer",
            "应答不是有效的 HTTP：请检查该端口上运行的是否为接收端。",
            "what came back is not HTTP: check that the receiver listens on this port",
        ),
        Term(
            "internal",
            "内部错误",
            "internal error",
            "发送时出现内部错误，日志中有详情；稍后会重试。",
            "sending failed by a fault of ours, which the log has; it is tried again",
        ),
        Term(
            "expired",
            "等待过期",
            "waited too long",
            "接收端长期不可用，消息已过等待期限；恢复后可重放。",
            "the endpoint was away for too long; replay the message once it is back",
        ),
        Term(
            "removed",
            "接收端已删除",
            "endpoint removed",
            "接收端已删除，未发送的消息不再发送。",
            "the endpoint was removed before this was sent",
        ),
    ],
)
