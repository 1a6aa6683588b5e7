/* Until the disk has an upload: fsync may take as long as the disk likes, and a network thread has other clients. */
#include "net/wire.h"

static struct net_request *take(struct sync_line *l)
{
    pthread_mutex_lock(&l->lock);
    while (!l->first && !l->ending) pthread_cond_wait(&l->more, &l->lock);
    struct net_request *r = l->first;
    if (r) l->first = r->next;
    pthread_mutex_unlock(&l->lock);
    return r;
}

static void finish(struct net_request *r)
{
    struct MHD_Connection *mhd = r->mhd;
    enum err err = upload_finish(r);
    if (err == OK) {
        r->net->options.handle(r->net->options.with, &r->ask);
        return;
    }
    reply_refuse(r, err);
    MHD_resume_connection(mhd);
}

static void *run(void *with)
{
    struct net *n = with;
    struct net_request *r;
    while ((r = take(&n->sync)) != NULL) finish(r);
    return NULL;
}

bool sync_open(struct net *n)
{
    struct sync_line *l = &n->sync;
    pthread_mutex_init(&l->lock, NULL);
    pthread_cond_init(&l->more, NULL);
    return pthread_create(&l->thread, NULL, run, n) == 0;
}

void sync_put(struct net_request *r)
{
    struct sync_line *l = &r->net->sync;
    pthread_mutex_lock(&l->lock);
    r->next = NULL;
    if (l->first)
        l->last->next = r;
    else
        l->first = r;
    l->last = r;
    pthread_cond_signal(&l->more);
    pthread_mutex_unlock(&l->lock);
}

/* Finishes what stands in line. */
void sync_close(struct net *n)
{
    struct sync_line *l = &n->sync;
    pthread_mutex_lock(&l->lock);
    l->ending = true;
    pthread_cond_signal(&l->more);
    pthread_mutex_unlock(&l->lock);
    pthread_join(l->thread, NULL);
    pthread_cond_destroy(&l->more);
    pthread_mutex_destroy(&l->lock);
}
