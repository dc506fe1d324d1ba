#ifndef CSOCKETS_H
#define CSOCKETS_H

// The batch calls are GNU's. Only they: with _GNU_SOURCE for all, fd_set would differ from the one that Glibc's own module has.
#include <sys/types.h>
#ifndef __USE_GNU
#define __USE_GNU 1
#endif

#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <netinet/udp.h>
#include <stdint.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/un.h>

// Swift does not see function-like macros nor call variadic functions.

/// Room for the control messages of one datagram or run: a segment size, and a time.
#define CSOCKETS_CONTROL_BYTES 64

/// Fills `control` so that the kernel cuts the message into datagrams of `segment` bytes (udp(7)).
static inline void csockets_set_segment(struct msghdr *message, void *control, uint16_t segment) {
    message->msg_control = control;
    message->msg_controllen = CMSG_SPACE(sizeof(segment));
    struct cmsghdr *header = CMSG_FIRSTHDR(message);
    header->cmsg_level = IPPROTO_UDP;
    header->cmsg_type = UDP_SEGMENT;
    header->cmsg_len = CMSG_LEN(sizeof(segment));
    memcpy(CMSG_DATA(header), &segment, sizeof(segment));
}

/// When the kernel got a datagram, in nanoseconds of the calendar; 0 when the socket does not tell (SO_TIMESTAMPNS, socket(7)).
static inline int64_t csockets_arrival(struct msghdr *message) {
    for (struct cmsghdr *header = CMSG_FIRSTHDR(message); header; header = CMSG_NXTHDR(message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_TIMESTAMPNS) continue;
        // Seconds and nanoseconds; with the struct's own name its module would be this one.
        int64_t time[2];
        memcpy(time, CMSG_DATA(header), sizeof(time));
        return time[0] * 1000000000 + time[1];
    }
    return 0;
}

/// The size of the datagrams that the kernel joined into one message; 0 when it is one datagram (UDP_GRO, udp(7)).
static inline int csockets_joined(struct msghdr *message) {
    for (struct cmsghdr *header = CMSG_FIRSTHDR(message); header; header = CMSG_NXTHDR(message, header)) {
        if (header->cmsg_level != IPPROTO_UDP || header->cmsg_type != UDP_GRO) continue;
        int segment;
        memcpy(&segment, CMSG_DATA(header), sizeof(segment));
        return segment;
    }
    return 0;
}

/// Accepts without asking who came.
static inline int csockets_accept(int listener) {
    return accept4(listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

static inline int csockets_die_with_parent(int signal) { return prctl(PR_SET_PDEATHSIG, signal, 0, 0, 0); }

#endif
